import type { Check } from "../check.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const asking = (audience: string): string =>
  allowing(
    `"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": ${audience} } }`,
  );

export const samlAudienceNeverMatches: Check = {
  id: "saml-audience-never-matches",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "`SAML:aud` never has this value",
  why: "The audience of an assertion for AWS is the address of its sign-in endpoint, path included: `https://signin.aws.amazon.com/saml`. Compared with an address without the path, nobody can sign in.",
  fix: "Write the address as the endpoint has it, with `/saml` at its end.",
  learnMoreLink: awsPage.stsKeys,
  bad: [
    asking('«"https://signin.aws.amazon.com/"»'),
    asking('["https://signin.aws.amazon.com/saml", «"https://us-west-2.signin.aws.amazon.com"»]'),
  ],
  good: [
    asking('["https://signin.aws.amazon.com/saml", "https://us-west-2.signin.aws.amazon.com/saml"]'),
    asking('["https://signin.amazonaws.cn/saml", "https://signin.amazonaws-us-gov.com/saml"]'),
    asking('"https://signin.aws.amazon.com/saml/acs/SAMLSP4F3Q"'),
    asking('"https://idp.example.com/"'),
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { lowerKey, operator, values } of policy.conditions) {
      if (lowerKey !== "saml:aud" || operator?.base.type !== "String" || operator.base.negated) continue;
      for (const value of values) {
        if (!endpointWithoutPath.test(value.value) || hasWildcard(value.value)) continue;
        const fixed = `${value.value.replace(/\/$/, "")}/saml`;
        yield {
          at: value,
          details: `No assertion has the audience ${quoteWhole(value.value)}. Write ${quoteWhole(fixed)}.`,
          replacement: JSON.stringify(fixed),
        };
      }
    }
  },
};

/** https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const endpointWithoutPath =
  /^https:\/\/(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/?$/;

import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow, type Statement } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const asking = (audience: string): string =>
  allowing(
    `"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": ${audience} } }`,
  );

import { rememberLast } from "../remember-last.ts";

export const samlAudienceNeverMatches: Check = {
  id: "saml-audience-never-matches",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "`SAML:aud` never has this value",
  why: "`SAML:aud` is the address that the assertion was posted to, its `Recipient`: the sign-in endpoint with its path, `https://signin.aws.amazon.com/saml`. It is neither the assertion's own audience, `urn:amazon:webservices`, nor an address without scheme or path. Compared with those, nobody can sign in.",
  fix: "Write the address as the endpoint has it, with `/saml` at its end.",
  learnMoreLink: awsPage.stsKeys,
  bad: [
    asking('«"https://signin.aws.amazon.com/"»'),
    asking('«"https://signin.amazonaws.com/saml"»'),
    asking('«"urn:amazon:webservices"»'),
    asking('["https://signin.aws.amazon.com/saml", «"https://us-west-2.signin.aws.amazon.com"»]'),
  ],
  good: [
    asking('["https://signin.aws.amazon.com/saml", "https://us-west-2.signin.aws.amazon.com/saml"]'),
    asking('"https://signin.amazonaws.cn/saml"').replace("arn:aws:", "arn:aws-cn:"),
    asking('"https://us-gov-west-1.signin.amazonaws-us-gov.com/saml"').replace("arn:aws:", "arn:aws-us-gov:"),
    asking('"https://signin.aws.amazon.com/saml/acs/SAMLSP4F3Q"'),
    asking('"https://idp.example.com/"'),
    asking('"https://signin.AWS.amazon.com/SAML"').replace("StringEquals", "StringEqualsIgnoreCase"),
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { lowerKey, operator, statement, values } of policy.conditions) {
      if (lowerKey !== "saml:aud" || operator?.base.type !== "String" || operator.base.negated) continue;
      const domain = domainOf(statement);
      for (const value of values) {
        const meant = addressMeantBy(value.value);
        const fixed = domain === undefined ? meant : meant?.replace(anyDomain, `signin.${domain}`);
        if (fixed === undefined || fixed === (operator.base.ignoreCase ? value.value.toLowerCase() : value.value))
          continue;
        const effect = isAllow(statement) ? "nobody can sign in with it" : "it keeps nobody out";
        yield {
          at: value,
          details: `No assertion is posted to ${quoteWhole(value.value)}, so ${effect}. Write ${quoteWhole(fixed)}.`,
          replacement: JSON.stringify(fixed),
        };
      }
    }
  },
};

/** https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const endpoint =
  /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws\.com|amazonaws\.cn|amazonaws-us-gov\.com))(?:\/(?:saml\/?)?)?$/i;

function addressMeantBy(text: string): string | undefined {
  if (text === "urn:amazon:webservices") return "https://signin.aws.amazon.com/saml";
  const host = endpoint.exec(text)?.[1];
  return host === undefined
    ? undefined
    : `https://${host.toLowerCase().replace(/amazonaws\.com$/, "aws.amazon.com")}/saml`;
}

const anyDomain = /signin\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)/;

/** Of the partition that all providers of the statement are in. */
const domainOf = rememberLast(({ principal }: Statement): string | undefined => {
  const providers = principal?.entries.flatMap(({ type, values }) => (type === "Federated" ? values : [])) ?? [];
  const found = new Set(providers.map(({ value }) => domains.get(parseArn(value)?.partition ?? "")));
  return found.size === 1 ? [...found][0] : undefined;
});

const domains: ReadonlyMap<string, string> = new Map([
  ["aws", "aws.amazon.com"],
  ["aws-cn", "amazonaws.cn"],
  ["aws-us-gov", "amazonaws-us-gov.com"],
]);

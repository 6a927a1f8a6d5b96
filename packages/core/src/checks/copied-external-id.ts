import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { exampleExternalId } from "../redshift/example-values.ts";
import { roleDenials, roleGrants } from "../redshift/role-grant.ts";

export const copiedExternalId: Check = {
  id: "copied-external-id",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The ExternalId is documentation's example",
  why: "An ExternalId protects because the vendor made it for you alone. A value that stands in public documentation is everybody's, and the vendor sends yours: the role cannot be assumed, or by the wrong customer.",
  fix: "Use the ExternalId that the vendor shows for your organization.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «"a1efa791-4530-43a0-962d-74e2ccf18309"» } }',
    ),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": ["org-7d0c", «"your-external-id"»] } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": «"a1efa791-4530-43a0-962d-74e2ccf18309"» } } }] }',
  ],
  good: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": "5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" } }',
    ),
  ],
  *run(policy) {
    const asked = roleGrants(policy).flatMap((grant) => grant.asked);
    // A Deny of every other ExternalId asks for this one.
    const spared = roleDenials(policy).flatMap(({ externalIds }) =>
      externalIds.filter(({ operator }) => operator?.base.negated === true).flatMap(({ values }) => values),
    );
    for (const value of [...asked, ...spared]) {
      const kind = exampleExternalId(value.value);
      if (kind === undefined) continue;
      yield {
        at: value,
        details: `The ExternalId ${quoteWhole(value.value)} is ${kind}, not yours. Replace it with the one that the vendor shows for your organization.`,
      };
    }
  },
};

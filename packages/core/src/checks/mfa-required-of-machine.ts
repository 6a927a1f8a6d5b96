import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { inWords } from "../in-words.ts";
import type { Condition } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";
import { vendorOf } from "../redshift/vendors.ts";

export const mfaRequiredOfMachine: Check = {
  id: "mfa-required-of-machine",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A service or vendor is asked for MFA, which it cannot give",
  why: "AWS services and the vendors that assume roles for you have no MFA device: their requests never carry `aws:MultiFactorAuthPresent` with `true`. The statement never lets them in.",
  fix: "Remove the MFA condition here. For people, write a statement of their own.",
  learnMoreLink: awsPage.thirdParty,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::422074288268:root" }',
      '{ "StringEquals": { "sts:ExternalId": "ws-7d0c" }, "Bool": { "aws:MultiFactorAuthPresent": «"true"» } }',
    ),
    trusting('{ "Service": "redshift.amazonaws.com" }', '{ "Bool": { "aws:MultiFactorAuthPresent": «true» } }'),
    trusting('{ "Service": "events.amazonaws.com" }', '{ "Bool": { "aws:MultiFactorAuthPresent": «"true"» } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "NumericLessThan": { "aws:MultiFactorAuthAge": «"3600"» } }',
    ),
  ],
  good: [
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:user/analyst" }',
      '{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }',
    ),
    trusting('{ "Service": "redshift.amazonaws.com" }', '{ "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }'),
  ],
  *run(policy) {
    for (const { aws, redshift, otherServices, federated, statement } of roleGrants(policy)) {
      const condition = statement.conditions.find(asksForMfa);
      const mfa = condition?.values[0];
      if (condition === undefined || mfa === undefined || federated.length > 0) continue;
      const vendors = aws.map(({ account, partition }) => vendorOf(account, partition)?.name);
      if (vendors.includes(undefined)) continue;
      const services = [...redshift.map(({ value }) => value), ...otherServices].map(({ value }) => value);
      const all = [...new Set([...vendors.flatMap((name) => name ?? []), ...services.map(quoteWhole)])];
      if (all.length === 0) continue;
      yield {
        at: mfa,
        details: `Requests of ${inWords(all, 5)} never carry MFA, so this statement never lets them assume the role. Remove the condition on ${quoteWhole(condition.key)}.`,
      };
    }
  },
};

function asksForMfa({ lowerKey, operator, values }: Condition): boolean {
  if (lowerKey === "aws:multifactorauthage") {
    return operator?.base.type === "Numeric" && !operator.base.negated && !operator.ifExists;
  }
  return (
    lowerKey === "aws:multifactorauthpresent" &&
    operator?.base.type === "Bool" &&
    !operator.ifExists &&
    values[0]?.value.toLowerCase() === "true"
  );
}

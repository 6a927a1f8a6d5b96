import { type Check, everyPolicyType } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { contradict } from "../facts/contradiction.ts";
import { isSingleValued, knownConditionKey } from "../facts/known-condition-key.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { type Condition, isDeny, nameOf, type PolicyDocument } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

const under = (condition: string): { readonly policyType: "identity"; readonly policy: string } => ({
  policyType: "identity",
  policy: allowing(`"Action": "redshift:DescribeClusters", "Resource": "*", "Condition": ${condition}`),
});

export const conditionsContradict: Check = {
  id: "conditions-contradict",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No request meets both conditions on a key",
  why: "All operators of a statement must hold together; only the values in one list are alternatives. When what one operator asks of a key is what another refuses, or has nothing in common with it, the statement applies to no request.",
  fix: "Put alternatives into one list under one operator, and take away the condition that is a mistake.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    under(
      '{ "StringEquals": { "aws:RequestedRegion": "us-west-2" }, "StringNotEquals": { «"aws:RequestedRegion"»: ["us-west-2", "us-east-1"] } }',
    ),
    under(
      '{ "StringEquals": { "aws:PrincipalTag/team": "etl" }, "StringLike": { «"aws:PrincipalTag/Team"»: "analytics-*" } }',
    ),
    under(
      '{ "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::210000000001:role/etl" }, "ArnLike": { «"aws:PrincipalArn"»: "arn:aws:iam::210000000001:user/*" } }',
    ),
    under(
      '{ "DateGreaterThan": { "aws:CurrentTime": "2026-05-01T00:00:00Z" }, "DateLessThan": { «"aws:CurrentTime"»: "2026-04-01T00:00:00Z" } }',
    ),
    under(
      '{ "NumericLessThan": { "redshift:DurationSeconds": "900" }, "NumericGreaterThanEquals": { «"redshift:DurationSeconds"»: "900" } }',
    ),
    under('{ "Null": { "aws:PrincipalOrgID": "true" }, "StringEquals": { «"aws:PrincipalOrgID"»: "o-a1b2c3d4e5" } }'),
    under('{ "Bool": { "aws:SecureTransport": "true" }, "BoolIfExists": { «"aws:SecureTransport"»: "false" } }'),
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": "arn:aws:iam::568237466542:root" }',
        '{ "StringEquals": { "sts:ExternalId": "org-7d0c" }, "StringNotLike": { «"sts:ExternalId"»: "org-*" } }',
      ),
    },
  ],
  good: [
    under(
      '{ "StringEquals": { "aws:RequestedRegion": ["us-west-2", "eu-west-1"] }, "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }',
    ),
    under(
      '{ "StringLike": { "aws:PrincipalTag/team": "etl-*" }, "StringNotLike": { "aws:PrincipalTag/team": "etl-*-old" } }',
    ),
    under(
      '{ "StringEqualsIgnoreCase": { "aws:PrincipalTag/team": "ETL" }, "StringNotEquals": { "aws:PrincipalTag/team": "ETL" } }',
    ),
    under(
      '{ "StringEquals": { "aws:PrincipalTag/team": "${aws:username}" }, "StringNotEquals": { "aws:PrincipalTag/team": "etl" } }',
    ),
    under(
      '{ "DateGreaterThan": { "aws:CurrentTime": "2026-04-01T00:00:00Z" }, "DateLessThan": { "aws:CurrentTime": "2026-05-01T00:00:00Z" } }',
    ),
    under(
      '{ "NumericLessThanEquals": { "redshift:DurationSeconds": "900" }, "NumericGreaterThanEquals": { "redshift:DurationSeconds": "900" } }',
    ),
    under(
      '{ "StringNotEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }',
    ),
    under(
      '{ "ForAnyValue:StringEquals": { "aws:TagKeys": "team" }, "ForAllValues:StringEquals": { "aws:TagKeys": "owner" } }',
    ),
    {
      policyType: "trust",
      policy: trusting(
        '{ "AWS": "arn:aws:iam::568237466542:root" }',
        '{ "StringLike": { "sts:ExternalId": "org-*" }, "StringNotEquals": { "sts:ExternalId": "org-old" } }',
      ),
    },
  ],
  contradiction: true,
  needs: ["repeated-key"],
  *run(policy, services) {
    for (const statement of policy.statements) {
      for (const conditions of byKey(statement.conditions)) {
        const pair = contradictingPair(conditions, policy, services);
        if (pair === undefined) continue;
        const [first, second] = pair;
        yield {
          at: nameOf(second),
          details: `No request meets both ${quoteWhole(first.operatorName.value)} and ${quoteWhole(second.operatorName.value)} on ${quoteWhole(second.key)} here, so the statement ${isDeny(statement) ? "denies" : "allows"} nothing. All operators must hold together: put alternatives into one list, or take one of the two away.`,
          related: [{ at: nameOf(first), label: "the other condition" }],
        };
      }
    }
  },
};

/** More operators on one key are no policy; IAM has 27. */
const mostOperators = 30;

/** The conditions on each key that has several. */
function byKey(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  if (conditions.length < 2) return [];
  const found = new Map<string, Condition[]>();
  for (const condition of conditions) {
    const same = found.get(condition.lowerKey);
    if (same === undefined) found.set(condition.lowerKey, [condition]);
    else if (same.length < mostOperators) same.push(condition);
  }
  return [...found.values()].filter(({ length }) => length > 1);
}

function contradictingPair(
  conditions: readonly Condition[],
  { type }: PolicyDocument,
  services: ServiceReference,
): readonly [Condition, Condition] | undefined {
  if (!isSingleValued(knownConditionKey(conditions[0] as Condition, services))) return undefined;
  for (const [place, second] of conditions.entries()) {
    for (const first of conditions.slice(0, place)) {
      // The same key twice under one operator has a finding of its own.
      if (first.operatorName === second.operatorName) continue;
      if (type === "trust" && isOfExternalIdChecks(first, second)) continue;
      if (contradict(first, second)) return [first, second];
    }
  }
  return undefined;
}

/** Two ExternalIds that are asked for, and one that must be absent, have findings of their own. */
function isOfExternalIdChecks(first: Condition, second: Condition): boolean {
  if (first.lowerKey !== "sts:externalid") return false;
  const isNull = [first, second].some(({ operator }) => operator?.base.type === "Null");
  return isNull || (asksForValues(first) && asksForValues(second));
}

import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { operatorsOf } from "../policy/condition-block.ts";
import { conditionOperators } from "../policy/condition-operator.ts";
import { nearName } from "../policy/near-name.ts";
import { quote } from "../quote.ts";

const names = conditionOperators.map(({ name }) => name);

export const invalidConditionOperator: Check = {
  id: "invalid-condition-operator",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The condition operator does not exist",
  why: "IAM knows a fixed list of operators, each with `IfExists` at its end or `ForAllValues:` or `ForAnyValue:` before it; a policy with any other is refused.",
  fix: "Write the operator as IAM's page of condition operators spells it.",
  learnMoreLink: policyChecksPage("error-invalid-condition-operator"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { «"StringEqual"»: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { «"ForAnyValues:StringLike"»: { "aws:TagKeys": "team" }, «"aws:SourceVpc"»: { "StringEquals": "vpc-12345678" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "ForAllValues:StringLike": { "aws:TagKeys": ["team"] } } }] }',
  ],
  needs: ["unknown-operator"],
  *run(policy) {
    for (const { name, operator } of operatorsOf(policy)) {
      if (operator !== undefined) continue;
      const meant = meantOperator(name.value);
      yield {
        at: name,
        details: `${quote(name.value)} is no condition operator. ${didYouMean(meant, "Use one of IAM's, such as `StringEquals` or `ArnLike`.")}`,
        ...(meant === undefined ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};

function meantOperator(written: string): string | undefined {
  const colon = written.indexOf(":");
  const prefix = colon === -1 ? "" : written.slice(0, colon);
  const set = colon === -1 ? "" : nearName(prefix, ["ForAllValues", "ForAnyValue"]);
  if (set === undefined) return undefined;
  const rest = written.slice(colon + 1);
  const suffix = /if_?exists?$/i.exec(rest);
  const base = nearName(suffix === null ? rest : rest.slice(0, suffix.index), names);
  if (base === undefined) return undefined;
  return `${set === "" ? "" : `${set}:`}${base}${suffix === null ? "" : "IfExists"}`;
}

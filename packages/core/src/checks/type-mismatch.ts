import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { conditionKeyOf } from "../facts/known-condition-key.ts";
import { fittingTypes, typeInWords } from "../facts/operator-fit.ts";
import { quoteWhole } from "../quote.ts";

export const typeMismatch: Check = {
  id: "type-mismatch",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "The operator does not fit the condition key's type",
  why: "An operator compares values of one type; on a key of another type the comparison does not give what it seems to say.",
  fix: "Use an operator of the key's type, such as `Bool` for a Boolean key or a `String` operator for a tag.",
  learnMoreLink: policyChecksPage("general-warning-type-mismatch"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"aws:SecureTransport"»: "true" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ArnLike": { «"aws:PrincipalTag/team"»: "arn:aws:iam::111122223333:role/*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "NumericLessThan": { «"aws:PrincipalArn"»: "5" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:Ec2InstanceSourcePrivateIPv4": "${aws:VpcSourceIp}" } } }, { "Effect": "Allow", "Action": "kms:ImportKeyMaterial", "Resource": "*", "Condition": { "NumericLessThanEquals": { "kms:ValidTo": "1546257599" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" }, "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/etl" }, "NumericLessThan": { "aws:RequestTag/size": "5" }, "Null": { "aws:ViaAWSService": "false" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const { operator, key, member } = condition;
      if (operator === undefined || operator.base.type === "Null") continue;
      const definition = conditionKeyOf(condition, services);
      const types = definition === undefined ? undefined : fittingTypes(definition);
      if (types === undefined || types.includes(operator.base.type)) continue;
      yield {
        at: member.key,
        details: `\`${condition.operatorName.value}\` compares as ${typeInWords(operator.base.type)}, but ${quoteWhole(key)} is compared as ${types.map(typeInWords).join(" or ")}. Use an operator of that type.`,
      };
    }
  },
};

import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { parseArn } from "../policy/arn.ts";
import { type Condition, isAllow, isDeny } from "../policy/document.ts";
import { quote } from "../quote.ts";

interface Pair {
  readonly key: string;
  /** One of these must stand in the same `Condition`. */
  readonly partners: readonly string[];
  /** As AWS writes them. */
  readonly partnerNames: string;
  readonly because: string;
  needsPartner(condition: Condition): boolean;
}

const pairs: readonly Pair[] = [
  {
    key: "aws:vpcsourceip",
    partners: ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"],
    partnerNames: "`aws:SourceVpc` or `aws:SourceVpce`",
    because: "private addresses are the same in every VPC",
    needsPartner: () => true,
  },
  {
    key: "aws:sourcearn",
    partners: ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"],
    partnerNames: "`aws:SourceAccount`",
    because: "an ARN without an account ID may come to belong to another account",
    needsPartner: ({ values }) => values.some(({ value }) => parseArn(value)?.account === ""),
  },
];

export const missingPairedConditionKeys: Check = {
  id: "missing-paired-condition-keys",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "A condition key stands without the one that makes it safe",
  why: "Some keys say enough only together. A private address (`aws:VpcSourceIp`) exists in every VPC. The ARN of an S3 bucket (`aws:SourceArn`) has no account ID, and its name can be taken over by another account once the bucket is deleted.",
  fix: "Add the other key to the same `Condition`: `aws:SourceVpc` or `aws:SourceVpce`, `aws:SourceAccount`.",
  learnMoreLink: policyChecksPage("security-warning-missing-paired-condition-keys"),
  bad: [
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:loads", "Condition": { "ArnEquals": { "aws:SourceArn": «"arn:aws:s3:::amzn-s3-demo-bucket"» } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:VpcSourceIp": «"10.0.0.0/16"» } } }] }',
  ],
  good: [
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:loads", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:s3:::amzn-s3-demo-bucket" }, "StringEquals": { "aws:SourceAccount": "111122223333" } } }, { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:loads", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:loads" } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" }, "StringEquals": { "aws:SourceVpc": "vpc-12345678" } } }] }',
  ],
  needs: ["source-key"],
  *run(policy) {
    for (const { conditions } of policy.statements) {
      for (const { key, partners, partnerNames, because, needsPartner } of pairs) {
        const alone = conditions.filter(
          (condition) => condition.lowerKey === key && letsThrough(condition) && needsPartner(condition),
        );
        // Asked once for a statement: it may hold as many conditions as the text has room for.
        if (alone.length === 0 || conditions.some(({ lowerKey }) => partners.includes(lowerKey))) continue;
        for (const condition of alone) {
          yield {
            at: condition.member.value,
            details: `${quote(condition.key)} alone admits too much: ${because}. Add ${partnerNames} to the same condition.`,
          };
        }
      }
    }
  },
};

/** Whether those who match get through: an allowance for them, or a denial for all others. */
function letsThrough({ statement, operator }: Condition): boolean {
  if (operator === undefined || operator.base.type === "Null") return false;
  return operator.base.negated ? isDeny(statement) : isAllow(statement);
}

import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { onlyServices } from "../facts/service-principal-statement.ts";
import { quote } from "../quote.ts";

const chosenByCaller: ReadonlySet<string> = new Set(["aws:referer", "aws:useragent"]);

export const untrustworthyConditionKey: Check = {
  id: "untrustworthy-condition-key",
  findingType: "SECURITY_WARNING",
  policyTypes: everyPolicyType,
  title: "A condition relies on a value that the caller chooses",
  why: "`aws:Referer` and `aws:UserAgent` are copied from headers of the request, and any client can send any value in them.",
  fix: "Use a key that AWS itself fills in, such as `aws:PrincipalArn`, `aws:SourceVpce` or `aws:SourceArn`.",
  learnMoreLink: policyChecksPage("security-warning-untrustworthy-condition-key"),
  bad: [
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringLike": { «"aws:Referer"»: "https://www.example.com/*" } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { «"aws:userAgent"»: "loader" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-12345678" } } }] }',
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mail/*", "Condition": { "StringEquals": { "aws:Referer": "111122223333" } } }] }',
    },
  ],
  needs: ["client-key"],
  *run(policy) {
    for (const statement of policy.statements) {
      const chosen = statement.conditions.filter(({ lowerKey }) => chosenByCaller.has(lowerKey));
      if (chosen.length === 0 || onlyServices(statement) !== undefined) continue;
      for (const { key, member } of chosen) {
        yield {
          at: member.key,
          details: `Any client can send any value in ${quote(key)}, so it protects nothing. Use a key that AWS fills in itself.`,
        };
      }
    }
  },
};

import { type Check, policyChecksPage } from "../check.ts";
import { isAllow } from "../policy/document.ts";
import { quote } from "../quote.ts";

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services, read 2026-11-21. */
const supported: ReadonlySet<string> = new Set(
  (
    "aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data " +
    "codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical " +
    "compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health " +
    "inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad " +
    "personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support " +
    "swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray"
  ).split(" "),
);

export const rcpSyntaxErrorAction: Check = {
  id: "rcp-syntax-error-action",
  findingType: "ERROR",
  policyTypes: ["rcp"],
  title: "An RCP names an action of a service that RCPs do not cover",
  why: "Resource control policies work for some services only, and a policy of your own must name the service: `*` alone is refused, and so is a wildcard in the prefix.",
  fix: "Keep to the services on AWS's list, such as `s3`, `sqs`, `kms`, `secretsmanager` and `sts`.",
  learnMoreLink: policyChecksPage("error-rcp-syntax-error-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject", «"ec2:RunInstances"»], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": «"*"», "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "sts:AssumeRole", "kms:Decrypt"], "Resource": "*" }] }',
  ],
  *run(policy) {
    for (const statement of policy.statements) {
      for (const value of statement.action?.values ?? []) {
        const colon = value.value.indexOf(":");
        const prefix = value.value.slice(0, Math.max(colon, 0)).toLowerCase();
        // AWS's own RCPFullAWSAccess allows `*`.
        if (supported.has(prefix) || (value.value === "*" && isAllow(statement))) continue;
        yield {
          at: value,
          details:
            colon === -1
              ? `An RCP must name the service of an action, and ${quote(value.value)} does not. Write for example \`s3:*\`.`
              : `RCPs do not cover the service of ${quote(value.value)}. Keep to the services on AWS's list.`,
        };
      }
    }
  },
};

import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isNamed, topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAllow } from "../policy/document.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { allowsOnStar } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

/*
 * Which actions those are stands in `facts/action-number.ts`: of what AWS's pages on Redshift give its roles, the actions
 * without a resource type.
 * https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-iam-policies.html
 * https://docs.aws.amazon.com/redshift/latest/dg/federated-create-secret-iam-role.html
 * https://docs.aws.amazon.com/redshift/latest/dg/materialized-view-streaming-ingestion-getting-started.html
 */
export const actionTakesNoResource: Check = {
  id: "action-takes-no-resource",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "An action that Redshift's roles need takes no resource, so this statement never allows it",
  why: 'Spectrum reads tables of Lake Formation by `lakeformation:GetDataAccess`, federated queries list secrets, streaming ingestion lists streams. These actions know no resource and match only `"Resource": "*"`: beside ARNs they are silently denied.',
  fix: 'Move the action to a statement with `"Resource": "*"`.',
  learnMoreLink:
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  bad: [
    allowing(
      '"Action": ["glue:GetDatabase", «"lakeformation:GetDataAccess"»], "Resource": ["arn:aws:glue:us-west-2:210000000001:catalog", "arn:aws:glue:us-west-2:210000000001:database/lake"]',
    ),
    allowing(
      '"Action": ["secretsmanager:GetSecretValue", «"secretsmanager:ListSecrets"», «"secretsmanager:GetRandomPassword"»], "Resource": "arn:aws:secretsmanager:us-west-2:210000000001:secret:aurora-??????"',
    ),
    allowing('"Action": «"LakeFormation:GetDataAccess"», "Resource": "arn:aws:s3:::lake/*"'),
    allowing(
      '"Action": ["kinesis:GetRecords", «"kinesis:ListStreams"»], "Resource": "arn:aws:kinesis:us-west-2:210000000001:stream/clicks"',
    ),
  ],
  good: [
    allowing('"Action": "lakeformation:GetDataAccess", "Resource": "${resources}"'),
    allowing('"Action": ["glue:*", "lakeformation:GetDataAccess"], "Resource": "*"'),
    allowing('"Action": ["lakeformation:GetDataAccess", "s3:GetObject"], "Resource": ["*", "arn:aws:s3:::staging/*"]'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "secretsmanager:List*", "Resource": "*" }, { "Effect": "Allow", "Action": ["secretsmanager:GetSecretValue", "secretsmanager:ListSecrets"], "Resource": "arn:aws:secretsmanager:us-west-2:210000000001:secret:aurora-??????" }] }`,
    allowing('"Action": "kinesis:DescribeStream", "Resource": "arn:aws:kinesis:us-west-2:210000000001:stream/clicks"'),
  ],
  needs: ["unscopable-action"],
  *run(policy, services) {
    const isAllowedOnStar = rememberEach((name) => policy.statements.some((other) => allowsOnStar(other, name)));
    for (const statement of statementsAbout(topic.unscopable, policy, services)) {
      const { action, resource } = statement;
      if (!isAllow(statement) || resource === undefined || resource.values.length === 0) continue;
      // What is no ARN yet may become the star.
      if (resource.values.some(({ value }) => !value.startsWith("arn:") && isLeftOpen(value))) continue;
      for (const value of action?.values ?? []) {
        if (!isNamed(topic.unscopable, value, policy, services) || isAllowedOnStar(value.value.toLowerCase())) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} takes no resource, so this statement, which names ARNs, never allows it. Put it in a statement with \`"Resource": "*"\`.`,
        };
      }
    }
  },
};

import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { perText } from "../facts/per-policy.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowing } from "../redshift/example-text.ts";
import { beginsWithRedshift } from "../redshift/redshift-action.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/** API operations that another action covers. https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html */
const coveredBy: ReadonlyMap<string, string> = new Map([
  ["redshift-data:getstatementresultv2", "redshift-data:GetStatementResult"],
]);
const family = ["redshift-data", "redshift-serverless", "redshift"];

export const noSuchRedshiftAction: Check = {
  id: "no-such-redshift-action",
  findingType: "ERROR",
  policyTypes: ["identity", "resource", "session", "scp", "rcp", "endpoint"],
  title: "The action is of another Redshift service, or has no action of its own",
  why: "Redshift's actions are spread over `redshift`, `redshift-data` and `redshift-serverless`. A name under the wrong prefix names nothing; an Allow does not allow it and a Deny does not deny it.",
  fix: "Write the action that the finding names.",
  learnMoreLink: awsPage.dataApi,
  bad: [
    allowing('"Action": ["redshift-data:GetStatementResult", «"redshift-data:GetStatementResultV2"»], "Resource": "*"'),
    allowing('"Action": «"redshift:ExecuteStatement"», "Resource": "*"'),
    allowing('"Action": «"redshift:GetCredentials"», "Resource": "*"'),
    allowing('"Action": «"redshift-serverless:GetClusterCredentials"», "Resource": "*"'),
  ],
  good: [
    allowing('"Action": ["redshift:DescribeTable", "redshift-data:DescribeTable"], "Resource": "*"'),
    allowing('"Action": ["redshift-data:GetStatementResult*", "redshift-serverless:GetCredentials"], "Resource": "*"'),
  ],
  needs: ["redshift-action", "unknown-action"],
  *run(policy, services) {
    for (const { action, notAction } of statementsAbout(topic.redshift, policy, services)) {
      for (const value of action?.values ?? notAction?.values ?? []) {
        if (!beginsWithRedshift(value) || hasWildcard(value.value)) continue;
        const meant = meantBy(value.value.toLowerCase(), services);
        if (meant === "") continue;
        yield {
          at: value,
          details: `There is no action ${quoteWhole(value.value)}; ${quoteWhole(meant)} covers that operation. Write ${quoteWhole(meant)}.`,
          replacement: JSON.stringify(meant),
        };
      }
    }
  },
};

/** The action that covers an operation, given in lower case; empty for one that is an action itself, or nothing. */
const meantBy = perText((name, services) => coveredBy.get(name) ?? elsewhere(name, services) ?? "");

function elsewhere(name: string, services: ServiceReference): string | undefined {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, colon);
  if (!family.includes(prefix)) return undefined;
  const action = name.slice(colon + 1);
  if (services.service(prefix)?.action(action) !== undefined) return undefined;
  for (const other of family) {
    const found = services.service(other)?.action(action);
    if (found !== undefined) return `${other}:${found.name}`;
  }
  return undefined;
}

import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { oddLists, statementsAbout } from "../facts/odd-lists.ts";
import { isAllow, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { serviceNamed } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allows, denies, type RedshiftActions, redshiftActions } from "../redshift/redshift-action.ts";
import { mayName } from "../redshift/resource-type.ts";
import { rememberEach } from "../remember-each.ts";
import type { ServiceReference, ServiceResourceType } from "../service-reference/service-reference.ts";

export const redshiftActionWithoutItsResource: Check = {
  id: "redshift-action-without-its-resource",
  findingType: "ERROR",
  policyTypes: ["identity", "session", "scp", "endpoint"],
  title: "No resource of the kind that the action needs is named",
  why: "Each action is allowed on its own kinds of resource: `redshift:GetClusterCredentials` and `CreateClusterUser` on `dbuser`, `JoinGroup` on `dbgroup`, `GetClusterCredentialsWithIAM` on `dbname`, `redshift-serverless:GetCredentials` on `workgroup`. If the policy names none of them, the action is denied everywhere; a Deny that names none denies nothing.",
  fix: "Add an ARN of the kind that the finding names.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    allowing(
      '"Action": «"redshift:GetClusterCredentials"», "Resource": "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"',
    ),
    allowing(
      '"Action": «"redshift:GetClusterCredentialsWithIAM"», "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"',
    ),
    allowing(
      '"Action": ["redshift:CreateClusterUser", «"redshift:JoinGroup"»], "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"',
    ),
    allowing(
      '"Action": «"redshift-serverless:GetCredentials"», "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics"',
    ),
    allowing('"Action": ["s3:GetObject", «"redshift:*"»], "Resource": ["arn:aws:s3:::staging/*"]'),
    {
      policyType: "scp",
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": «"redshift:GetClusterCredentials"», "Resource": "arn:aws:redshift:*:*:cluster:*" }] }`,
    },
  ],
  good: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:*:*:dbname:*/prod" }] }`,
    allowing(
      '"Action": ["redshift:GetClusterCredentials", "redshift:CreateClusterUser", "redshift:JoinGroup"], "Resource": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev", "arn:aws:redshift:us-west-2:210000000001:dbgroup:analytics/readers"]',
    ),
    allowing('"Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:*"'),
    allowing('"Action": ["s3:GetObject", "redshift:*"], "Resource": ["arn:aws:s3:::staging/*", "arn:aws:*:*:*:*"]'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "redshift:*"], "Resource": "arn:aws:s3:::staging/*" }, { "Effect": "Allow", "Action": "redshift:*", "Resource": "*" }] }`,
    allowing(
      '"Action": "redshift-data:ExecuteStatement", "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics"',
    ),
    allowing(
      '"Action": ["redshift:PutResourcePolicy", "redshift:GetResourcePolicy"], "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics"',
    ),
    allowing(
      '"Action": "redshift:RebootCluster", "Resource": "arn:aws:red-shift:us-west-2:210000000001:cluster:analytics"',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev" }, { "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" }] }`,
  ],
  needs: ["redshift-action"],
  *run(policy, services) {
    const namesOne = rememberNamed();
    const isNamedSomewhere = (reaches: typeof allows, name: string, needed: readonly ServiceResourceType[]): boolean =>
      policy.statements.some(
        (statement) => reaches(statement, name) && (statement.resource === undefined || namesOne(statement, needed)),
      );
    const isAllowed = rememberEach((name) => isNamedSomewhere(allows, name, neededToAllow(name, services)));
    const isDenied = rememberEach((name) => isNamedSomewhere(denies, name, neededToDeny(name, services)));
    const isOnRedshift = rememberEach((prefix) => isAllowedOnRedshift(policy, prefix, services));
    const { arns, faults } = oddLists(policy, services);
    const odd = new Set([...arns, ...faults].map(({ value }) => value));
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      const { resource } = statement;
      const isDenial = isDeny(statement);
      if (!(isDenial || isAllow(statement)) || resource === undefined || resource.values.length === 0) continue;
      // An ARN with a fault of its own may be the one that is needed.
      if (resource.values.some((value) => value.value === "*" || odd.has(value))) continue;
      const named = redshiftActions(statement, services);
      if (!isDenial && named.some(isPattern) && isOfOtherServices(statement)) {
        for (const { value, prefix } of named.filter(isPattern)) {
          if (isOnRedshift(prefix)) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} needs resources of Redshift, and the policy names none for it, so this policy never allows it. Add an ARN such as \`arn:aws:redshift:<Region>:<Account>:cluster:<Name>\`, or put it into a statement on \`*\`.`,
          };
        }
      }
      const seen = new Set<string>();
      for (const { value, prefix, actions } of named.filter(isExact)) {
        const [action] = actions;
        // The same action again is another check's.
        if (action === undefined || seen.has(`${prefix}:${action.name}`)) continue;
        seen.add(`${prefix}:${action.name}`);
        if (forWhichPagesDisagree.has(action.name)) continue;
        const name = `${prefix}:${action.name}`;
        const needed = isDenial ? neededToDeny(name, services) : neededToAllow(name, services);
        if (needed.length === 0 || namesOne(statement, needed)) continue;
        if (isDenial ? isDenied(name) : isAllowed(name)) continue;
        const kinds = needed.map(({ name }) => `${quoteWhole(name)}`).join(" or ");
        yield {
          at: value,
          details: `\`${prefix}:${action.name}\` needs a resource of the kind ${kinds}, and the policy names none for it, so this policy never ${isDenial ? "denies" : "allows"} it. Add an ARN such as \`${needed[0]?.arn.replaceAll(/\$\{(\w+)\}/g, "<$1>")}\`.`,
        };
      }
    }
  },
};

/**
 * The Service Authorization Reference gives them namespaces alone, the page on zero-ETL integrations clusters too.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/RedshiftforDynamoDB-zero-etl.html
 */
const forWhichPagesDisagree: ReadonlySet<string> = new Set([
  "DeleteResourcePolicy",
  "GetResourcePolicy",
  "PutResourcePolicy",
]);

function isExact({ isPattern }: RedshiftActions): boolean {
  return !isPattern;
}

function isPattern({ isPattern }: RedshiftActions): boolean {
  return isPattern;
}

/** Whether all resources are another service's by their ARNs: no action of Redshift's is allowed on such. */
function isOfOtherServices({ resource }: Statement): boolean {
  const values = resource?.values ?? [];
  return values.length > 0 && values.every(({ value }) => serviceNamed(value)?.startsWith("redshift") === false);
}

/** Whether some Allow has actions with the prefix on what may be Redshift's. */
function isAllowedOnRedshift({ statements }: PolicyDocument, prefix: string, services: ServiceReference): boolean {
  return statements.some(
    (statement) =>
      isAllow(statement) &&
      !isOfOtherServices(statement) &&
      (statement.notAction !== undefined ||
        statement.action?.values.some(({ value }) => value === "*") === true ||
        redshiftActions(statement, services).some((named) => named.prefix === prefix)),
  );
}

/** The one required type; where none or several are listed as required, any of them will do. */
function neededToAllow(name: string, services: ServiceReference): readonly ServiceResourceType[] {
  const types = typesOf(name, services);
  const required = types.filter(({ required }) => required);
  return (required.length === 1 ? required : types).map(({ type }) => type);
}

/** A Deny on any of its resources denies it. */
function neededToDeny(name: string, services: ServiceReference): readonly ServiceResourceType[] {
  return typesOf(name, services).map(({ type }) => type);
}

function typesOf(name: string, services: ServiceReference): readonly NeededType[] {
  const colon = name.indexOf(":");
  const service = services.service(name.slice(0, colon));
  const reached = service?.action(name.slice(colon + 1))?.resourceTypes ?? [];
  return reached.flatMap(({ name, required }) => {
    const type = service?.resourceTypes.get(name);
    return type === undefined ? [] : [{ type, required }];
  });
}

interface NeededType {
  readonly type: ServiceResourceType;
  readonly required: boolean;
}

/** Whether a statement's resources may be of one of some types: each type is looked for once in each statement. */
function rememberNamed(): (statement: Statement, types: readonly ServiceResourceType[]) => boolean {
  const known = new Map<Statement, Map<ServiceResourceType, boolean>>();
  return (statement, types) => {
    const ofStatement = known.get(statement) ?? new Map<ServiceResourceType, boolean>();
    known.set(statement, ofStatement);
    return types.some((type) => {
      const isNamed = ofStatement.get(type) ?? namesType(statement, type);
      ofStatement.set(type, isNamed);
      return isNamed;
    });
  };
}

function namesType({ resource }: Statement, type: ServiceResourceType): boolean {
  return resource?.values.some(({ value }) => value === "*" || mayName(value, type)) ?? false;
}

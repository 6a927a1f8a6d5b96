import { type Check, everyPolicyType } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { knownKey } from "../facts/known-condition-key.ts";
import { perText } from "../facts/per-text.ts";
import { isUnknown } from "../facts/unknown-name.ts";
import { isWorthRemembering } from "../own-string.ts";
import type { Value } from "../policy/document.ts";
import { variableUses } from "../policy/policy-variable.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

const onUser = (user: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ${user} }] }`;

export const unknownPolicyVariable: Check = {
  id: "unknown-policy-variable",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No request carries this policy variable",
  why: "A policy variable has the name of a condition key that the request carries. Where none has that name, the string matches nothing, and the statement does not do what it says.",
  fix: "Write the name as AWS's list of condition keys has it. Write a dollar sign that stands for itself as `${$}`.",
  learnMoreLink: awsPage.variables,
  bad: [
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws:usrname}"»'),
    },
    {
      policyType: "identity",
      policy: onUser(
        '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${redshift:User}"»]',
      ),
    },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:GetStatementResult", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": «"${aws:user_id}"» } } }] }',
    },
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws.username}"»'),
    },
    {
      policyType: "identity",
      policy: onUser('«"arn:${Partition}:redshift:${Region}:${Account}:dbuser:${ClusterName}/${DbUser}"»'),
    },
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:${AWS::Region}:210000000001:dbuser:analytics/etl"»'),
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: onUser(
        '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${AWS:UserName}", "arn:aws:redshift:us-west-2:210000000001:dbuser:${aws:PrincipalTag/team}/${redshift:DbUser}"]',
      ),
    },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::${transfer:HomeBucket}", "arn:aws:s3:::home/${cognito-identity.amazonaws.com:sub}/*", "arn:aws:s3:::${bucket}"] }] }',
    },
    {
      policyType: "identity",
      policy: onUser('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws:usrname}"').replace(
        "2012",
        "2008",
      ),
    },
  ],
  needs: ["variable"],
  *run(policy, services) {
    if (policy.version?.value !== "2012-10-17") return;
    let told: Value | undefined;
    let last: Value | undefined;
    let isOfRedshift = false;
    for (const { variable, value, element } of variableUses(policy)) {
      // Of several in one value, the first says enough.
      if (value === told) continue;
      const { text, start, end, name, closed } = variable;
      // One with a space is Access Analyzer's to tell.
      if (!replacingElements.has(element) || !closed || /\s/.test(name)) continue;
      if (value !== last) {
        last = value;
        isOfRedshift = value.value.includes(":redshift");
      }
      if (isOfRedshift && isPlaceholder(name)) {
        told = value;
        yield {
          at: value,
          details: `${quoteWhole(text)} is no policy variable, whose names have one colon, but a placeholder that something fills in before IAM reads the policy. Write the value, or validate what is made of this text.`,
        };
        continue;
      }
      const { meant } = judgement(name, services);
      if (meant === undefined) continue;
      told = value;
      const isMended = meant !== "" && isWorthRemembering(value.value);
      const mended = isMended ? value.value.slice(0, start) + text.replace(name, meant) + value.value.slice(end) : "";
      yield {
        at: value,
        details: `The policy variable ${quoteWhole(text)} ${isUnknown(services)}, so no request carries it. ${didYouMean(meant || undefined, "Look it up in AWS's list of condition keys.")}`,
        ...(isMended ? { replacement: JSON.stringify(mended) } : {}),
      };
    }
  },
};

/** As `${Account}` of the Service Authorization Reference, and the pseudo parameters of CloudFormation. */
function isPlaceholder(name: string): boolean {
  return /^\w+$|^AWS::/.test(name);
}

/** Elsewhere a variable is not replaced, which another check reports. */
const replacingElements: ReadonlySet<string> = new Set(["Resource", "NotResource", "Condition"]);

/** Services whose keys are known in full; others have variables that are no condition keys, as AWS Transfer Family has. */
const ownPrefixes: ReadonlySet<string> = new Set(["redshift", "redshift-data", "redshift-serverless"]);

/** The same few names come again and again. */
const judgement = perText((name, services) => ({ meant: nameMeantBy(name, services) }));

/** For a wrong name, the one that was meant, empty where none is near; undefined for a name that may exist. */
function nameMeantBy(name: string, services: ServiceReference): string | undefined {
  const lowerName = name.toLowerCase();
  if (/^(?:aws|redshift)\./.test(lowerName)) {
    // A point where the colon belongs.
    return knownKey(lowerName.replace(".", ":"), services).kind === "known" ? name.replace(".", ":") : undefined;
  }
  const facts = knownKey(lowerName, services);
  if (facts.kind === "unknown-global") return closest(name, globalNames()) ?? "";
  if (facts.kind !== "unknown-in-service" || !ownPrefixes.has(facts.service.prefix)) return undefined;
  const names = [...facts.service.conditionKeys.values()].map((key) => key.name);
  return closest(name, names) ?? "";
}

function globalNames(): string[] {
  return [...globalConditionKeys.values()].map(({ name }) => name).filter((name) => !name.endsWith("/"));
}

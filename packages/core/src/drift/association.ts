import { newAccess } from "../access/compare.ts";
import { parsePolicy } from "../parse-policy.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow } from "../policy/document.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { plainValue } from "../syntax/node.ts";
import type { Association } from "./deployed-role.ts";
import { readTrust } from "./read-trust.ts";

/**
 * Whether a role's own trust keeps out the cluster or namespace that it is attached to: no database user there can use
 * it, and COPY and UNLOAD fail. Undefined when that could not be decided.
 *
 * The trust lets the cluster in exactly if taking the cluster's requests away from it takes something away.
 */
export function excludesAssociation(trustPolicy: string, association: Association): boolean | undefined {
  const { policy, problems } = readTrust(trustPolicy);
  const document = problems.length === 0 ? plainValue(policy.node) : undefined;
  if (typeof document !== "object" || document === null || !("Statement" in document)) return undefined;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const without = { ...document, Version: "2012-10-17", Statement: [...statements, denial(association)] };
  const whole = { ...document, Version: "2012-10-17", Statement: statements };
  const answer = newAccess(read(without), read(whole));
  return answer.kind === "unknown" ? undefined : answer.kind === "none";
}

/**
 * Whether a role is one that clusters or namespaces of the Region are given: its trust names Redshift there. Another role
 * whose name speaks of Redshift is a link of a chain, and Redshift's scheduler uses roles that are attached to nothing.
 */
export function isForRedshiftIn(region: string, trustPolicy: string): boolean {
  return readTrust(trustPolicy).policy.statements.some(
    (statement) =>
      isAllow(statement) &&
      statement.principal?.entries.some(
        ({ type, values }) => type === "Service" && values.some(({ value }) => isRedshiftIn(region, value)),
      ) === true,
  );
}

function isRedshiftIn(region: string, servicePrincipal: string): boolean {
  const named = parseRedshiftPrincipal(servicePrincipal);
  if (named === undefined || named.service === "scheduler.redshift") return false;
  return named.region === undefined || named.region === region;
}

function read(document: unknown): ReturnType<typeof parsePolicy>["policy"] {
  return parsePolicy(JSON.stringify(document), { policyType: "trust" }).policy;
}

function denial({ kind, name, account, region, role }: Association): unknown {
  const partition = parseArn(role)?.partition ?? "aws";
  // A namespace's users are named by its workgroup's id, which the namespace does not tell.
  const users = kind === "cluster" ? `${name}/*` : `serverless-${account}-*/*`;
  const regional = `redshift.${region}.amazonaws.com`;
  return {
    Effect: "Deny",
    // The regional name: a trust in the global one covers it, one in another Region does not.
    Principal: { Service: kind === "cluster" ? regional : [regional, "redshift-serverless.amazonaws.com"] },
    Action: "sts:AssumeRole",
    Condition: {
      StringLikeIfExists: { "sts:ExternalId": `arn:${partition}:redshift:${region}:${account}:dbuser:${users}` },
    },
  };
}

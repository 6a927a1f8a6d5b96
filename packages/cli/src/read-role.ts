import type { DeployedRole } from "@redshift-guard/core";
import { CannotAnswer } from "./cannot-answer.ts";
import { roleReadings } from "./role-readings.ts";
import { UsageError } from "./usage-error.ts";

/**
 * One deployed role by its ARN or name. Throws a UsageError when there is none or several, and CannotAnswer where the
 * roles could not all be read: then it may be among the others.
 */
export async function readRole(wanted: string, source: string): Promise<DeployedRole> {
  const name = wanted.slice(wanted.lastIndexOf("/") + 1);
  const found: DeployedRole[] = [];
  const notRead: string[] = [];
  for (const reading of await roleReadings([source], { names: [name] })) {
    if (reading.kind === "not-read") notRead.push(`${reading.subject}: ${reading.details}`);
    else if (reading.kind === "role" && (reading.arn === wanted || reading.name === wanted)) found.push(reading);
  }
  const [role, ...others] = found;
  if (role === undefined) {
    if (notRead.length > 0)
      throw new CannotAnswer(`${notRead.join(" ")} So \`${wanted}\` could not be looked up in \`${source}\`.`);
    throw new UsageError(`There is no role \`${wanted}\` in \`${source}\`. Check the name; it is case-sensitive.`);
  }
  if (others.some(({ arn }) => arn !== role.arn)) {
    const arns = [...new Set(found.map(({ arn }) => `\`${arn}\``))].join(", ");
    throw new UsageError(`\`${wanted}\` is a role in several accounts. Name one by its ARN: ${arns}.`);
  }
  return role;
}

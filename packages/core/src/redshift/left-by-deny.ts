import { isDeny, type PolicyDocument } from "../policy/document.ts";
import { reaches } from "./redshift-action.ts";

/**
 * Whether a Deny of the policy leaves of an action no more than certain resources, those of its `NotResource`. What are
 * all resources is told by `isAll`: where they are among those, the Deny leaves everything.
 */
export function leavesCertainResources(
  { statements }: PolicyDocument,
  action: string,
  isAll: (resource: string) => boolean,
): boolean {
  return statements.some(
    (statement) =>
      isDeny(statement) &&
      statement.conditions.length === 0 &&
      statement.notResource?.values.some(({ value }) => isAll(value)) === false &&
      reaches(statement, action),
  );
}

import { isDeny, type PolicyDocument } from "../policy/document.ts";
import { reaches } from "./redshift-action.ts";

/**
 * Whether a Deny of the policy leaves no more of an action than certain resources, those of its `NotResource`. `isAll`
 * says which resources are all of them: where one is among those, the Deny leaves everything.
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

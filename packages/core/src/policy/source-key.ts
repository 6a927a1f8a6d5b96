import { type Arn, parseArn } from "./arn.ts";
import { asksForValues } from "./asks-for-values.ts";
import type { Statement, Value } from "./document.ts";

/**
 * Keys of a request that a service makes by its own principal: the resource that it acts for, and whose that is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const sourceKeys: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

export interface SourceArn extends Arn {
  readonly value: Value;
}

/** The values that the statement's conditions on `aws:SourceArn` ask for. */
export function sourceArnValues(statement: Statement): Value[] {
  return asked(statement, "aws:sourcearn");
}

/** Those of them that are ARNs. */
export function sourceArns(statement: Statement): SourceArn[] {
  return sourceArnValues(statement).flatMap((value) => {
    const arn = parseArn(value.value);
    return arn === undefined ? [] : [{ ...arn, value }];
  });
}

/** The accounts that the statement's conditions on `aws:SourceAccount` ask for. */
export function sourceAccounts(statement: Statement): Value[] {
  return asked(statement, "aws:sourceaccount");
}

function asked(statement: Statement, lowerKey: string): Value[] {
  return statement.conditions
    .filter((condition) => condition.lowerKey === lowerKey && asksForValues(condition))
    .flatMap(({ values }) => values);
}

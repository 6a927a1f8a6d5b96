import type { PolicyDocument } from "../policy/document.ts";
import { TooComplex } from "./budget.ts";
import type { TextOfVariable } from "./constraint.ts";
import { parseTemplate, type Variable } from "./policy-variable.ts";
import { holdsVariable, variableLetter } from "./sequence.ts";

/** What policy variables stand for during one search. */
export interface VariableReading {
  readonly textOf: TextOfVariable;
  /** Key in lower case to the value the request then carries. */
  readonly values: ReadonlyMap<string, string>;
}

const withVariables = new WeakMap<PolicyDocument, boolean>();

/** Variables came with version 2012-10-17; before it, `${` is text. */
export function hasVariables(policy: PolicyDocument): boolean {
  if (policy.version?.value !== "2012-10-17") return false;
  let has = withVariables.get(policy);
  if (has === undefined) {
    has = writtenValues(policy).some((value) => value.includes("${"));
    withVariables.set(policy, has);
  }
  return has;
}

export interface Variables {
  /** Every variable is a letter of its own, equal to itself only. */
  readonly asLetters: VariableReading;
  /** Every variable has a plausible value. */
  readonly asExamples: VariableReading;
}

export function variablesOf(policies: readonly PolicyDocument[]): Variables {
  const letters = new Map<string, string>();
  const values = new Map<string, string>();
  for (const value of policies.filter(hasVariables).flatMap(writtenValues)) {
    if (holdsVariable(value)) throw new TooComplex("a value holds characters that AWS uses nowhere");
    for (const part of parseTemplate(value)) {
      if (part.kind !== "variable") continue;
      if (!letters.has(nameOf(part))) letters.set(nameOf(part), variableLetter(letters.size));
      if (letters.size > 200) throw new TooComplex("the policies use too many policy variables");
      const key = part.key.toLowerCase();
      if (!values.has(key)) values.set(key, exampleOf(key, policies, values.size));
    }
  }
  return {
    asLetters: { textOf: (variable) => letters.get(nameOf(variable)) ?? "", values: new Map() },
    asExamples: { textOf: ({ key }) => values.get(key.toLowerCase()) ?? "", values },
  };
}

function nameOf({ key, fallback }: Variable): string {
  return JSON.stringify([key.toLowerCase(), fallback]);
}

function writtenValues({ statements, conditions }: PolicyDocument): readonly string[] {
  const resources = statements.flatMap(({ resource, notResource }) => (resource ?? notResource)?.values ?? []);
  return [...resources, ...conditions.flatMap(({ values }) => values)].map(({ value }) => value);
}

const names = ["alice", "bob", "carol", "dave", "erin"];

/** Different variables get different values, so that a mix-up of two shows. */
function exampleOf(key: string, policies: readonly PolicyDocument[], index: number): string {
  const account =
    policies.map(({ text }) => /\b\d{12}\b/.exec(text)?.[0]).find((id) => id !== undefined) ?? "123456789012";
  switch (key) {
    case "aws:principalaccount":
    case "aws:sourceaccount":
    case "aws:resourceaccount":
      return account;
    case "aws:principalarn":
      return `arn:aws:iam::${account}:role/analyst`;
    case "aws:principaltype":
      return "AssumedRole";
    case "aws:userid":
      return "AIDAEXAMPLEUSERID123";
    case "aws:principalorgid":
      return "o-exampleorgid";
    default:
      return names[index] ?? `name${index}`;
  }
}

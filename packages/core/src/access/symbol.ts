import type { PolicyDocument } from "../policy/document.ts";
import { TooComplex } from "./budget.ts";
import type { TextOfVariable } from "./constraint.ts";
import { parseTemplate, type Variable } from "./policy-variable.ts";
import { otherAccounts } from "./probe.ts";
import { holdsVariable, variableLetter } from "./sequence.ts";

/** What policy variables stand for during one search. */
export interface VariableReading {
  readonly textOf: TextOfVariable;
  /** Key in lower case to the value the request then carries. */
  readonly values: ReadonlyMap<string, string>;
  /** The keys of the variables, in lower case. */
  readonly keys: ReadonlySet<string>;
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
  /** Every variable has a plausible value. What a policy writes beside a variable can be one reading's value, not both's. */
  readonly asExamples: readonly VariableReading[];
}

export function variablesOf(policies: readonly PolicyDocument[]): Variables {
  const letters = new Map<string, string>();
  const keys = new Set<string>();
  for (const value of policies.filter(hasVariables).flatMap(writtenValues)) {
    if (holdsVariable(value)) throw new TooComplex("a value holds characters that AWS uses nowhere");
    for (const part of parseTemplate(value)) {
      if (part.kind !== "variable") continue;
      if (!letters.has(nameOf(part))) letters.set(nameOf(part), variableLetter(letters.size));
      if (letters.size > 200) throw new TooComplex("the policies use too many policy variables");
      keys.add(part.key.toLowerCase());
    }
  }
  const texts = policies.map(({ text }) => text);
  const written = texts.map((text) => /\b\d{12}\b/.exec(text)?.[0]).find((id) => id !== undefined) ?? "123456789012";
  const other = otherAccounts.find((id) => !texts.some((text) => text.includes(id))) ?? written;
  return {
    asLetters: { textOf: (variable) => letters.get(nameOf(variable)) ?? "", values: new Map(), keys },
    asExamples: [
      examplesFor(keys, { names, account: written }),
      examplesFor(keys, { names: otherNames, account: other }),
    ],
  };
}

function examplesFor(keys: ReadonlySet<string>, people: People): VariableReading {
  const values = new Map([...keys].map((key, index) => [key, exampleOf(key, people, index)]));
  return { textOf: ({ key }) => values.get(key.toLowerCase()) ?? "", values, keys };
}

function nameOf({ key, fallback }: Variable): string {
  return JSON.stringify([key.toLowerCase(), fallback]);
}

function writtenValues({ statements, conditions }: PolicyDocument): readonly string[] {
  const resources = statements.flatMap(({ resource, notResource }) => (resource ?? notResource)?.values ?? []);
  return [...resources, ...conditions.flatMap(({ values }) => values)].map(({ value }) => value);
}

/** Who the examples are, and of which account. */
interface People {
  readonly names: readonly string[];
  readonly account: string;
}

const names = ["alice", "bob", "carol", "dave", "erin"];
const otherNames = ["zoe", "yann", "xenia", "walt", "vera"];

/** Different variables get different values, so that a mix-up of two shows. */
function exampleOf(key: string, { names, account }: People, index: number): string {
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

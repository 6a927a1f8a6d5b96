import { isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { spend, TooComplex } from "./budget.ts";
import { documentFault, requireDocument } from "./document-fault.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Answer, type Pair, readPair, type SearchOptions, search } from "./pair.ts";
import { isAllowed, type Request } from "./request.ts";
import { hasVariables, variablesOf } from "./symbol.ts";
import { requestIn } from "./witness.ts";
import { worstOf } from "./worst.ts";

/** Access that `actual` allows and `expected` does not. "none" is proved; "new" carries a request that shows it. */
export type Access =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly witness: Request; readonly statement: Statement }
  | { readonly kind: "unknown"; readonly because: string };

/**
 * What `actual` allows beyond `expected`. Lost access is the same question with the two exchanged. Throws a TypeError for
 * policies of different types, which do not decide about the same requests, and for what is no policy document.
 */
export function newAccess(expected: PolicyDocument, actual: PolicyDocument): Access {
  const fault = faultOfEither(expected, actual);
  if (fault !== undefined) return { kind: "unknown", because: fault };
  const access = decideWithinBudget(expected, actual);
  return access.kind === "unknown" && restates(expected, actual) ? { kind: "none" } : access;
}

/** Why IAM would not accept one of the two. Throws a TypeError as `newAccess` does. */
export function faultOfEither(expected: PolicyDocument, actual: PolicyDocument): string | undefined {
  requireDocument(expected, "`expected`");
  requireDocument(actual, "`actual`");
  const fault = documentFault(actual) ?? documentFault(expected);
  if (fault === undefined && expected.type !== actual.type)
    throw new TypeError(
      `Policies of different types cannot be compared: \`expected\` is of type ${expected.type}, \`actual\` of type ${actual.type}. Give \`parsePolicy\` the \`policyType\` where it guesses wrong.`,
    );
  return fault;
}

function decideWithinBudget(expected: PolicyDocument, actual: PolicyDocument): Access {
  try {
    return decide(expected, actual);
  } catch (error) {
    if (error instanceof TooComplex) return { kind: "unknown", because: error.message };
    throw error;
  }
}

/**
 * What is not understood is still equal to itself: each Allow of `actual` also stands in `expected`, and each Deny of
 * `expected` in `actual`.
 */
function restates(expected: PolicyDocument, actual: PolicyDocument): boolean {
  const kept = new Set(actual.statements.filter(isDeny).map((statement) => fingerprint(actual, statement)));
  if (!expected.statements.every((statement) => !isDeny(statement) || kept.has(fingerprint(expected, statement))))
    return false;
  const known = new Set(expected.statements.map((statement) => fingerprint(expected, statement)));
  return actual.statements.every((statement) => isDeny(statement) || known.has(fingerprint(actual, statement)));
}

/**
 * A grant that could not be understood in full has a box that is too large, and a policy variable can have any value.
 * "none" is proved with the largest `actual` and the smallest `expected`, and variables that are equal to themselves
 * only; "new" with the smallest and the largest, and variables that have an example's value, of two one after the other.
 * What neither settles is unknown.
 */
function decide(expected: PolicyDocument, actual: PolicyDocument): Access {
  const variables = hasVariables(expected) || hasVariables(actual) ? variablesOf([expected, actual]) : undefined;
  const pair = readPair(expected, actual, variables?.asLetters);
  const broad = search(pair, { doubted: "allowed" });
  if (broad.found === undefined && broad.doubt === undefined) return { kind: "none" };

  const doubt = [...pair.expected, ...pair.actual].find((grant) => grant.doubt !== undefined)?.doubt;
  if (doubt === undefined && variables === undefined)
    return confirm(expected, actual, { ...broad, pair, options: { doubted: "allowed" } });
  const options: SearchOptions = { doubted: "denied" };
  const because = doubt ?? "the policies differ in how they use policy variables";
  let access: Access = { kind: "unknown", because };
  for (const reading of variables?.asExamples ?? [undefined]) {
    const examples = reading === undefined ? pair : readPair(expected, actual, reading);
    const strict = search(examples, options);
    const searched = { ...strict, doubt: strict.doubt ?? because, pair: examples, options };
    access = confirm(expected, actual, searched);
    if (access.kind === "new") break;
  }
  return access;
}

interface Searched extends Answer {
  readonly pair: Pair;
  readonly options: SearchOptions;
}

/** The request is asked of both policies before anybody sees it. */
function confirm(expected: PolicyDocument, actual: PolicyDocument, searched: Searched): Access {
  const { found, doubt, pair, options } = searched;
  if (found !== undefined) {
    for (const { box, caller, space, statement } of new Set([worstOf(pair, found, options), found])) {
      const witness = requestIn(box, caller, space, [expected, actual]);
      spend(space.budget, askingWork([expected, actual], witness));
      if (isAllowed(actual, witness) && !isAllowed(expected, witness)) return { kind: "new", witness, statement };
    }
  }
  return { kind: "unknown", because: doubt ?? "no request could be made up that shows the difference" };
}

/** What it takes to ask policies about a request at worst: each of their characters held against each of its longest value. */
function askingWork(policies: readonly PolicyDocument[], { resource = "", context }: Request): number {
  let longest = resource.length;
  for (const values of Object.values(context))
    for (const value of typeof values === "string" ? [values] : values) longest = Math.max(longest, value.length);
  const characters = policies.reduce((sum, { text }) => sum + text.length, 0);
  return Math.floor((characters * longest) / 10_000);
}

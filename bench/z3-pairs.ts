/**
 * Pairs of trust policies with newAccess's answer, one a line, for `z3-judge.py`: `node bench/z3-pairs.ts [COUNT] [SEED]`.
 * The second of a pair is the first with one thing changed, so that near neighbours are common.
 */
import { newAccess } from "../packages/core/src/access/compare.ts";
import { parsePolicy } from "../packages/core/src/parse-policy.ts";

const [count = 400, seed = 1] = process.argv.slice(2).map(Number);

/** Mulberry32: small, and the same everywhere. */
let state = seed;
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

function pick<T>(values: readonly T[]): T {
  return values[random(values.length)] as T;
}

interface Statement {
  Effect: "Allow" | "Deny";
  Principal: object;
  Action: readonly string[];
  Condition: Record<string, Record<string, readonly string[]>>;
}

const principals = [
  { Service: "redshift.amazonaws.com" },
  { Service: "redshift.us-east-1.amazonaws.com" },
  { Service: ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"] },
  { AWS: "123456789012" },
  { AWS: "arn:aws:iam::123456789012:role/x" },
  { AWS: ["444455556666", "arn:aws:iam::123456789012:root"] },
  { AWS: "*" },
];
const texts = ["c1/u1", "c1/u2", "c1/*", "*/u1", "c?/u1", "c1*1", "*", "?*", "ab", "a*b", "*a*b*", "a?", "x", "", "*b"];
const keys: readonly (readonly [key: string, operators: readonly string[], values: readonly string[]])[] = [
  [
    "sts:ExternalId",
    [
      "StringEquals",
      "StringLike",
      "StringNotEquals",
      "StringNotLike",
      "StringLikeIfExists",
      "StringEqualsIfExists",
      "ForAllValues:StringEquals",
      "ForAnyValue:StringLike",
    ],
    texts,
  ],
  ["sts:ExternalId", ["Null"], ["true", "false"]],
  ["aws:SourceArn", ["StringEquals", "StringLike", "StringNotLike", "StringLikeIfExists"], texts],
  [
    "aws:MultiFactorAuthAge",
    [
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericEquals",
      "NumericNotEquals",
      "NumericLessThanIfExists",
    ],
    ["10", "20", "30", "20.5"],
  ],
  ["aws:SecureTransport", ["Bool", "BoolIfExists"], ["true", "false"]],
];

function condition(): Statement["Condition"] {
  const block: Statement["Condition"] = {};
  for (let i = random(3); i > 0; i--) {
    const [key, operators, values] = pick(keys);
    block[pick(operators)] = { [key]: Array.from({ length: 1 + random(3) }, () => pick(values)) };
  }
  return block;
}

function statement(): Statement {
  return {
    Effect: random(4) === 0 ? "Deny" : "Allow",
    Principal: pick(principals),
    Action: pick([["sts:AssumeRole"], ["sts:AssumeRole", "sts:TagSession"], ["sts:*"], ["sts:Assume*"]]),
    Condition: condition(),
  };
}

for (let i = 0; i < count; i++) {
  const expected = Array.from({ length: 1 + random(3) }, statement);
  const actual = [...expected];
  const at = random(actual.length);
  const changed = random(5);
  if (changed === 0) actual.push(statement());
  else if (changed === 1) actual.splice(at, 1);
  else if (changed === 2) actual[at] = statement();
  else if (changed === 3) actual[at] = { ...(actual[at] as Statement), Condition: condition() };
  else actual[at] = { ...(actual[at] as Statement), Principal: pick(principals) };
  const [e, a] = [expected, actual].map(
    (list) => parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: list }), { policyType: "trust" }).policy,
  );
  if (e === undefined || a === undefined) continue;
  for (const [from, to, first, second] of [
    [e, a, expected, actual],
    [a, e, actual, expected],
  ] as const)
    console.log(JSON.stringify({ expected: first, actual: second, answer: newAccess(from, to).kind }));
}

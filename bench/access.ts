/**
 * How fast access is decided. `node bench/access.ts`; medians, one process, against the bars of the project.
 * The last column is the same time in units of one `JSON.parse` of a trust policy with two database users, measured in
 * the same run: machines and their load differ, the ratio hardly does. No peer under a licence we can use answers
 * these questions; on this project's first machine iam-simulate answered 1,800 to 2,200 requests a second.
 */
import { newAccess } from "../packages/core/src/access/compare.ts";
import { isAllowed, type Request } from "../packages/core/src/access/request.ts";
import { parsePolicy } from "../packages/core/src/parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../packages/core/src/policy/document.ts";
import { matchesPattern } from "../packages/core/src/policy/pattern.ts";

function policy(type: PolicyType, statement: unknown): PolicyDocument {
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), { policyType: type }).policy;
}

function median(run: () => unknown, milliseconds = 600): number {
  const times: number[] = [];
  const end = performance.now() + milliseconds;
  for (let i = 0; i < 200; i++) run();
  while (performance.now() < end || times.length < 5) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return (times.sort((a, b) => a - b)[times.length >> 1] ?? 0) * 1000;
}

const user = (name: string): string => `arn:aws:redshift:us-west-2:123456789012:dbuser:${name}`;
const externalId = (operator: string, values: readonly string[]): object => ({
  [operator]: { "sts:ExternalId": values },
});
const trust = (condition: object | undefined, service: string | string[] = "redshift.amazonaws.com"): object => ({
  Effect: "Allow",
  Principal: { Service: service },
  Action: "sts:AssumeRole",
  ...(condition === undefined ? {} : { Condition: condition }),
});

const parsed = JSON.stringify({
  Version: "2012-10-17",
  Statement: trust(externalId("StringLike", [user("my-cluster/user1"), user("my-cluster/user2")])),
});
const unit =
  median(() => {
    for (let i = 0; i < 100; i++) JSON.parse(parsed);
  }) / 100;

function report(name: string, microseconds: number, bar: number): void {
  const shown = microseconds >= 100 ? Math.round(microseconds).toLocaleString("en-US") : microseconds.toFixed(2);
  const ratio = (microseconds / unit).toFixed(1);
  const verdict = microseconds <= bar ? "met   " : "MISSED";
  console.log(
    `${verdict} ${name.padEnd(60)} ${shown.padStart(9)} µs (bar ${bar.toLocaleString("en-US")}) ${ratio.padStart(9)} ×`,
  );
}

const two = policy("trust", trust(externalId("StringLike", [user("my-cluster/user1"), user("my-cluster/user2")])));
const request: Request = {
  action: "sts:AssumeRole",
  principal: { type: "Service", id: "redshift.amazonaws.com" },
  context: { "sts:ExternalId": user("my-cluster/user2") },
};
const batch = 10_000;
let answered = 0;
const perBatch = median(() => {
  for (let i = 0; i < batch; i++) if (isAllowed(two, request)) answered++;
}, 1500);
report("isAllowed, one ExternalId question", perBatch / batch, 1_000_000 / 400_000);
if (answered === 0) throw new Error("the benchmark's request was refused");

/** Both directions, from parsed policies that have not been compared before. */
function compareBoth(type: PolicyType, expected: unknown, actual: unknown, want: string): () => void {
  return () => {
    const [e, a] = [policy(type, expected), policy(type, actual)];
    const start = performance.now();
    const answer = `${newAccess(e, a).kind} ${newAccess(a, e).kind}`;
    compared.push(performance.now() - start);
    if (answer !== want) throw new Error(`expected ${want}, got ${answer}`);
  };
}
let compared: number[] = [];

function benchCompare(name: string, bar: number, run: () => void): void {
  compared = [];
  median(run, 1000);
  const times = compared.slice(compared.length >> 2).sort((a, b) => a - b);
  report(name, (times[times.length >> 1] ?? 0) * 1000, bar);
}

const cluster = (count: number): string[] => Array.from({ length: count }, (_, i) => user(`analytics/etl_user_${i}`));
benchCompare(
  "trust: condition removed, both directions with witness",
  80,
  compareBoth(
    "trust",
    trust(externalId("StringLike", [user("my-cluster/user1"), user("my-cluster/user2")])),
    trust(undefined),
    "new none",
  ),
);
benchCompare(
  "trust: one user more, both directions with witness",
  80,
  compareBoth(
    "trust",
    trust(externalId("StringLike", cluster(2))),
    trust(externalId("StringLike", cluster(3))),
    "new none",
  ),
);
benchCompare(
  "trust: Regions to all Regions",
  80,
  compareBoth(
    "trust",
    trust(undefined, ["redshift.us-east-1.amazonaws.com", "redshift.us-west-2.amazonaws.com"]),
    trust(undefined),
    "new none",
  ),
);
benchCompare(
  "trust: vendor's ExternalId removed",
  80,
  compareBoth(
    "trust",
    {
      ...trust(externalId("StringEquals", ["a1efa791-4530-43a0-962d-74e2ccf18309"])),
      Principal: { AWS: "arn:aws:iam::568237466542:root" },
    },
    { ...trust(undefined), Principal: { AWS: "568237466542" } },
    "new none",
  ),
);
benchCompare(
  "trust: vendor's account to anyone",
  80,
  compareBoth(
    "trust",
    { ...trust(undefined), Principal: { AWS: "568237466542" } },
    { ...trust(undefined), Principal: { AWS: "*" } },
    "new none",
  ),
);
benchCompare(
  "trust: wildcard user beside its literal",
  80,
  compareBoth(
    "trust",
    trust(externalId("StringLike", [user("c1/u1")])),
    trust(externalId("StringLike", [user("c1/u1"), user("c1/*")])),
    "new none",
  ),
);
benchCompare(
  "trust: equal, split into statements",
  80,
  compareBoth(
    "trust",
    trust(externalId("StringLike", cluster(3))),
    cluster(3).map((one) => trust(externalId("StringEquals", [one]))),
    "none none",
  ),
);
benchCompare(
  "trust: 25 database users against 24",
  300,
  compareBoth(
    "trust",
    trust(externalId("StringLike", cluster(25))),
    trust(externalId("StringLike", cluster(24))),
    "none new",
  ),
);
benchCompare(
  "trust: 25 wildcard users against 24",
  3000,
  compareBoth(
    "trust",
    trust(
      externalId(
        "StringLike",
        cluster(25).map((one) => `${one}*`),
      ),
    ),
    trust(
      externalId(
        "StringLike",
        cluster(24).map((one) => `${one}*`),
      ),
    ),
    "none none",
  ),
);

const actions = (count: number): string[] => Array.from({ length: count }, (_, i) => `service${i % 40}:Action${i}`);
const identity = (action: readonly string[], resource: string | string[] = "*"): object => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
benchCompare(
  "identity: 1,000 actions, one more",
  20_000,
  compareBoth("identity", identity(actions(1000)), identity(actions(1001)), "new none"),
);
benchCompare(
  "identity: 1,000 statements, one more",
  20_000,
  compareBoth(
    "identity",
    actions(1000).map((one) => identity([one])),
    actions(1001).map((one) => identity([one])),
    "new none",
  ),
);
const globs = Array.from(
  { length: 1000 },
  (_, i) => `service${i % 100}:${["Get", "List", "Describe", "Batch"][i % 4]}Thing${i}*`,
);
benchCompare(
  "identity: 1,000 action globs, one more",
  20_000,
  compareBoth("identity", identity(globs.slice(1)), identity(globs), "new none"),
);
benchCompare(
  "identity: 200 buckets, one more",
  20_000,
  compareBoth(
    "identity",
    identity(
      ["s3:GetObject"],
      Array.from({ length: 200 }, (_, i) => `arn:aws:s3:::bucket-${i}/*`),
    ),
    identity(
      ["s3:GetObject"],
      Array.from({ length: 201 }, (_, i) => `arn:aws:s3:::bucket-${i}/*`),
    ),
    "new none",
  ),
);
benchCompare(
  "identity: 25 statements of 40 actions on their own buckets",
  20_000,
  compareBoth(
    "identity",
    Array.from({ length: 25 }, (_, i) => identity(actions(1000).slice(i * 40, i * 40 + 40), [`arn:aws:s3:::b${i}/*`])),
    Array.from({ length: 25 }, (_, i) => identity(actions(1000).slice(i * 40, i * 40 + 41), [`arn:aws:s3:::b${i}/*`])),
    "new none",
  ),
);

const hostile = `${"*a".repeat(12)}b`;
report(
  "hostile glob, 12 stars against 4,000 characters",
  median(() => matchesPattern(hostile, "a".repeat(4000))),
  1000,
);
const hostilePolicy = policy("trust", trust(externalId("StringLike", [hostile])));
const long: Request = { ...request, context: { "sts:ExternalId": "a".repeat(1224) } };
report(
  "isAllowed, hostile glob against the longest ExternalId",
  median(() => isAllowed(hostilePolicy, long)),
  1000,
);
benchCompare(
  "newAccess, hostile globs",
  20_000,
  compareBoth(
    "trust",
    trust(externalId("StringLike", [hostile])),
    trust(externalId("StringLike", [`${"*a".repeat(12)}c`])),
    "new new",
  ),
);

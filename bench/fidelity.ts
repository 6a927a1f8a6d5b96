import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { checks, type Finding, type PolicyType, type ResourceType, validatePolicy } from "@redshift-guard/core";

/*
 * How often the offline checks and IAM Access Analyzer give the same findings.
 *
 *   node bench/fidelity.ts PATH [--all]
 *
 * PATH holds recorded results, one a line, plain or gzipped: { name, text, policyType, findings, resourceType? }, with
 * AWS's spelling of types and findings. A policy agrees when both sides give the same findings: code, type and the
 * span of every location, as often. Our own codes do not count. Access Analyzer stops at a text's first fault, where the
 * offline checks go on: of a text with faults, only the first fault is compared. `--all` prints every disagreement.
 */
interface Recorded {
  readonly name: string;
  readonly text: string;
  readonly policyType: string;
  readonly validatePolicyResourceType?: ResourceType;
  readonly resourceType?: ResourceType;
  readonly findings: readonly Pick<Finding, "findingType" | "issueCode" | "findingDetails" | "locations">[];
}

interface Disagreement {
  readonly policy: string;
  readonly code: string;
  readonly side: "missed" | "invented";
  readonly where: string;
  readonly said: string;
}

const policyTypes: Readonly<Record<string, PolicyType>> = {
  IDENTITY_POLICY: "identity",
  RESOURCE_POLICY: "resource",
  SERVICE_CONTROL_POLICY: "scp",
  RESOURCE_CONTROL_POLICY: "rcp",
};

/** What a disagreement in a code comes from when the rule itself agrees elsewhere: names that AWS added or retired. */
const dataBehindCode: Readonly<Record<string, string>> = {
  INVALID_ACTION: "actions",
  INVALID_SERVICE_IN_ACTION: "service prefixes",
  INVALID_SERVICE: "service prefixes",
  INVALID_SERVICE_CONDITION_KEY: "condition keys",
  INVALID_GLOBAL_CONDITION_KEY: "condition keys",
  TYPE_MISMATCH: "types of condition keys",
  MISSING_QUALIFIER: "multivalued condition keys",
  FORALLVALUES_WITH_SINGLE_VALUED_KEY: "multivalued condition keys",
};

const awsCodes = new Set([
  "JSON_SYNTAX_ERROR",
  ...checks
    .filter(({ learnMoreLink }) => learnMoreLink.includes("access-analyzer-reference-policy-checks"))
    .map(({ id }) => id.toUpperCase().replaceAll("-", "_")),
]);

const [path, ...flags] = process.argv.slice(2);
if (path === undefined) {
  console.error("Usage: node bench/fidelity.ts PATH [--all]");
  process.exit(2);
}

const recorded = read(path);
const disagreements: Disagreement[] = [];
let agreeing = 0;
let withFindings = 0;
let agreeingWithFindings = 0;
for (const policy of recorded) {
  const found = compare(policy);
  disagreements.push(...found);
  if (found.length === 0) agreeing++;
  if (policy.findings.length > 0) {
    withFindings++;
    if (found.length === 0) agreeingWithFindings++;
  }
}
print();

function read(file: string): Recorded[] {
  const bytes = readFileSync(file);
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString() : bytes.toString();
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Recorded);
}

function compare(policy: Recorded): Disagreement[] {
  const resourceType = policy.validatePolicyResourceType ?? policy.resourceType;
  const trust = resourceType === "AWS::IAM::AssumeRolePolicyDocument";
  const policyType = trust ? "trust" : policyTypes[policy.policyType];
  if (policyType === undefined) throw new Error(`${policy.name}: unknown policy type ${policy.policyType}`);
  const outcome = validatePolicy(policy.text, {
    policyType,
    ...(resourceType === undefined || trust ? {} : { resourceType }),
  });
  const all = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
  const fault = all.find(({ issueCode }) => issueCode === "JSON_SYNTAX_ERROR");
  const ours = fault === undefined ? all : [fault];
  const left = new Map<string, Recorded["findings"][number][]>();
  for (const finding of policy.findings) left.set(key(finding), [...(left.get(key(finding)) ?? []), finding]);
  const result: Disagreement[] = [];
  for (const finding of ours) {
    if (left.get(key(finding))?.pop() !== undefined) continue;
    if (awsCodes.has(finding.issueCode) || outcome.kind === "not-analysed")
      result.push(describe(policy, finding, "invented"));
  }
  for (const finding of [...left.values()].flat()) result.push(describe(policy, finding, "missed"));
  return result;
}

function key({ issueCode, findingType, locations }: Recorded["findings"][number]): string {
  const spans = locations.map(({ span }) => [span.start, span.end].map((at) => `${at.line}:${at.column}:${at.offset}`));
  return JSON.stringify([issueCode, findingType, spans]);
}

function describe(policy: Recorded, finding: Recorded["findings"][number], side: Disagreement["side"]): Disagreement {
  const where = finding.locations
    .map(({ span }) => policy.text.slice(span.start.offset, span.end.offset))
    .map((text) => (text.length > 100 ? `${text.slice(0, 97)}…` : text))
    .join(" + ");
  return { policy: policy.name, code: finding.issueCode, side, where, said: finding.findingDetails };
}

function print(): void {
  console.log(`${recorded.length} policies, ${withFindings} with findings; ${awsCodes.size} of AWS's codes known here`);
  console.log(`agree exactly: ${share(agreeing, recorded.length)} of all`);
  console.log(`agree exactly: ${share(agreeingWithFindings, withFindings)} of those with findings`);
  const byCode = new Map<string, Disagreement[]>();
  for (const each of disagreements) byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  for (const [code, list] of [...byCode].sort((a, b) => b[1].length - a[1].length)) {
    const missed = list.filter(({ side }) => side === "missed").length;
    const data = dataBehindCode[code];
    const why = data === undefined ? "the rule differs" : `AWS's list of ${data} is of another day than ours`;
    console.log(`\n${code}: ${missed} missed, ${list.length - missed} invented (${why})`);
    for (const { policy, side, where, said } of flags.includes("--all") ? list : list.slice(0, 5)) {
      console.log(`  ${side} ${policy}: ${where}\n      ${said}`);
    }
  }
}

function share(part: number, whole: number): string {
  return `${part}/${whole} = ${whole === 0 ? "-" : ((100 * part) / whole).toFixed(2)} %`;
}

import { type Check, type Example, issueCodeOf } from "./check.ts";
import { inWords } from "./in-words.ts";
import { type PolicyType, policyTypes } from "./policy/document.ts";

const checksPageOfAws = "access-analyzer-reference-policy-checks";

const typeNames: Readonly<Record<PolicyType, string>> = {
  identity: "identity-based policies",
  resource: "resource-based policies",
  trust: "role trust policies",
  scp: "service control policies",
  rcp: "resource control policies",
  session: "session policies",
  endpoint: "VPC endpoint policies",
};

/** Whether the code is one of IAM Access Analyzer's, not one of this project's own. */
function isAccessAnalyzerCode(check: Check): boolean {
  return check.learnMoreLink.includes(checksPageOfAws);
}

/** One check's page, in Markdown. */
export function checkPage(check: Check): string {
  return [
    `# ${check.title}`,
    "",
    `\`${issueCodeOf(check.id)}\` · ${check.findingType} · ${isAccessAnalyzerCode(check) ? "also in" : "not in"} IAM Access Analyzer`,
    "",
    check.why,
    "",
    `**What to do:** ${check.fix}`,
    "",
    `Looked for in ${check.policyTypes.length === policyTypes.length ? "policies of every type" : inWords(check.policyTypes.map((type) => typeNames[type]))}. [AWS's page](${check.learnMoreLink})`,
    "",
    "## Found",
    "",
    "The finding stands between `«` and `»`; `«1:` and `«2:` are the places of one finding.",
    "",
    ...check.bad.flatMap(exampleBlock),
    "## Not found",
    "",
    ...check.good.flatMap(exampleBlock),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** The index of all checks, by code and by policy type. */
export function checksPage(checks: readonly Check[]): string {
  const sorted = [...checks].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [
    "# Checks",
    "",
    "Written from the checks themselves; `pnpm generate` brings it up to date.",
    "",
    "## By code",
    "",
    "| code | type | what is wrong | from |",
    "| --- | --- | --- | --- |",
    ...sorted.map(
      (check) =>
        `| [\`${issueCodeOf(check.id)}\`](checks/${check.id}.md) | ${check.findingType} | ${cell(check.title)} | ${isAccessAnalyzerCode(check) ? "Access Analyzer" : "redshift-guard"} |`,
    ),
    "",
    "Broken JSON is `JSON_SYNTAX_ERROR`, as in Access Analyzer; what cannot be read at all has a code that begins with `NOT_ANALYSED_`.",
    "",
    "## By policy type",
    "",
    ...policyTypes.flatMap((type) => [
      `### ${typeNames[type].charAt(0).toUpperCase() + typeNames[type].slice(1)}`,
      "",
      sorted
        .filter((check) => check.policyTypes.includes(type))
        .map((check) => `[\`${issueCodeOf(check.id)}\`](checks/${check.id}.md)`)
        .join(", "),
      "",
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

function exampleBlock(example: Example): string[] {
  const note =
    typeof example === "string"
      ? []
      : [
          `As a ${example.policyType} policy${example.resourceType === undefined ? "" : ` of \`${example.resourceType}\``}:`,
          "",
        ];
  return [...note, "```", shortened(typeof example === "string" ? example : example.policy), "```", ""];
}

/** Examples of too long policies consist of thousands of one character, which nobody reads. */
function shortened(text: string): string {
  return text.replace(/(.)\1{199,}/gs, (run, character: string) => `${character.repeat(8)}… (${run.length} of these)`);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

import type { Finding, Location } from "../src/finding.ts";
import type { Outcome, Report } from "../src/report.ts";
import { conclude } from "../src/report.ts";
import { positionsIn } from "../src/syntax/position.ts";

/** One report with everything that a format has to show, and texts that try to break out of it. */
export const hostile =
  "a|b`c`<script>alert(1)</script> @octocat [x](https://evil.example) ::error::x %0A \u001b[31m\u202e\u0000,:;'\"&";

const trust = `{
\t"Version": "2012-10-17",
\t"Statement": [
\t\t{
\t\t\t"Sid": "日本語 🚀",
\t\t\t"Effect": "Allow",
\t\t\t"Principal": { "AWS": "*" },
\t\t\t"Action": ["sts:AssumeRole" "sts:TagSession"]
\t\t}
\t]
}
`;
const minified = `{"Version":"2012-10-17","Statement":[${Array.from({ length: 40 }, (_, i) => `{"Sid":"S${i}","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}`).join(",")}]}`;
const config = "version: 1\nroles:\n  - role: arn:aws:iam::111122223333:role/Etl\n    trust:\n      policy: etl.json\n";
const oddName = "policies/odd name/100%,:#é.json";

export const texts: ReadonlyMap<string, string> = new Map([
  ["policies/trust.json", trust],
  ["policies/min.json", minified],
  [oddName, '{ "Statement": [] }\n'],
  ["redshift-guard.yml", config],
]);

const page =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks";

function at(file: string, needle: string, length = needle.length, path: Location["path"] = []): Location {
  const text = texts.get(file) as string;
  const start = text.indexOf(needle);
  return { file, path, policyPath: [], span: positionsIn(text).span({ start, end: start + length }) };
}

function finding(
  rest: Partial<Finding> & Pick<Finding, "findingType" | "issueCode" | "findingDetails" | "locations">,
): Finding {
  return { learnMoreLink: `${page}-${rest.issueCode.toLowerCase().replaceAll("_", "-")}`, engine: "offline", ...rest };
}

const statement = [{ value: "Statement" }, { index: 0 }] as const;
const outcomes: readonly Outcome[] = [
  {
    kind: "analysed",
    subject: "policies/trust.json",
    policyType: "trust",
    policyTypeReason: "it has a Principal and only `sts:` actions",
    findings: [
      finding({
        findingType: "SECURITY_WARNING",
        issueCode: "WILDCARD_PRINCIPAL",
        findingDetails: "`*` lets every AWS account assume the role. Name the accounts.",
        locations: [
          at("policies/trust.json", '"*"', 3, [...statement, { value: "Principal" }, { value: "AWS" }]),
          at("policies/trust.json", '"Effect"', 8, [...statement, { key: "Effect" }]),
        ],
        related: [{ label: "the statement's name", location: at("policies/trust.json", '"日本語 🚀"') }],
        engine: "both",
      }),
      finding({
        findingType: "ERROR",
        issueCode: "JSON_SYNTAX_ERROR",
        findingDetails: 'A comma is missing here, before `"sts:TagSession"`.',
        locations: [at("policies/trust.json", ' "sts:TagSession"', 0)],
        replacement: ",",
      }),
    ],
  },
  {
    kind: "analysed",
    subject: "policies/min.json",
    policyType: "identity",
    policyTypeReason: "no statement has a Principal",
    findings: [
      finding({
        findingType: "WARNING",
        issueCode: "BROAD_RESOURCE",
        findingDetails: "This long line is cut around the place.",
        locations: [at("policies/min.json", '"S20"', 5, [{ value: "Statement" }, { index: 20 }, { value: "Sid" }])],
        engine: "access-analyzer",
      }),
      finding({
        findingType: "SUGGESTION",
        issueCode: "REDUNDANT_STATEMENT",
        findingDetails: "The whole policy.",
        locations: [at("policies/min.json", minified)],
      }),
    ],
  },
  {
    kind: "analysed",
    subject: oddName,
    policyType: "resource",
    findings: [
      finding({
        findingType: "ERROR",
        issueCode: "EMPTY_ARRAY_STATEMENT",
        findingDetails: hostile,
        locations: [at(oddName, "[]", 2, [{ value: "Statement" }])],
        replacement: hostile,
      }),
    ],
  },
  { kind: "analysed", subject: "policies/clean.json", policyType: "identity", findings: [] },
  {
    kind: "not-analysed",
    subject: "policies/empty.json",
    finding: finding({
      findingType: "ERROR",
      issueCode: "NOT_ANALYSED_EMPTY",
      findingDetails: "The text is empty.",
      locations: [
        { file: "policies/empty.json", path: [], policyPath: [], span: positionsIn("").span({ start: 0, end: 0 }) },
      ],
    }),
  },
  {
    kind: "analysed",
    subject: "arn:aws:iam::111122223333:role/Etl",
    policyType: "trust",
    drift: {
      role: "arn:aws:iam::111122223333:role/Etl",
      status: "MODIFIED",
      verdict: "widened",
      newAccess: {
        kind: "new",
        witness: {
          action: "sts:AssumeRole",
          principal: { type: "AWS", id: "arn:aws:iam::999999999999:root" },
          context: { "sts:ExternalId": hostile, "aws:TagKeys": ["a", "b"] },
        },
        statement: { index: 0, sid: "Open" },
      },
      lostAccess: { kind: "unknown", because: "the policy has more conditions than are followed." },
      roleId: "AROA123",
      repair: {
        document: '{"Version":"2012-10-17","Statement":[]}',
        command: `aws iam update-assume-role-policy --role-name Etl --policy-document '${hostile}'`,
        accept: `accept:\n  - trust:\n      policy: ${hostile}\n    reason: why`,
        warning: "The expected document has 3000 characters.",
      },
    },
    findings: [
      finding({
        findingType: "ERROR",
        issueCode: "DRIFT_WIDENED",
        findingDetails: "Account 999999999999 can assume this role; the spec does not allow it.",
        locations: [at("redshift-guard.yml", "arn:aws:iam::111122223333:role/Etl")],
      }),
    ],
  },
  {
    kind: "analysed",
    subject: "arn:aws:iam::111122223333:role/Quiet",
    drift: {
      role: "arn:aws:iam::111122223333:role/Quiet",
      status: "IN_SYNC",
      verdict: "identical",
      newAccess: { kind: "none" },
      lostAccess: { kind: "none" },
    },
    findings: [],
  },
];

export const richReport: Report = {
  version: 1,
  tool: { name: "redshift-guard", version: "1.2.3", serviceDataDate: "2026-01-02" },
  conclusion: conclude(outcomes),
  outcomes,
  notes: ["3 files hold no policy and were passed over."],
  shard: "3/16",
};

import { type FindingType, findingTypes, type PathElement, type Position, type Span } from "@redshift-guard/core";

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicyFinding.html, checked member by member. */
export interface ValidatePolicyFinding {
  readonly findingType: FindingType;
  readonly issueCode: string;
  readonly findingDetails: string;
  readonly learnMoreLink: string;
  readonly locations: readonly { readonly path: readonly PathElement[]; readonly span: Span }[];
}

/** What CheckNoNewAccess, CheckAccessNotGranted and CheckNoPublicAccess answer; PASS is the good answer. */
export interface CustomCheckAnswer {
  readonly result: "PASS" | "FAIL";
  readonly message: string;
  readonly reasons: readonly CustomCheckReason[];
}

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ReasonSummary.html */
export interface CustomCheckReason {
  readonly description: string;
  /** From 0, in the policy that was checked. */
  readonly statementIndex?: number;
  readonly statementId?: string;
}

type Members = { readonly [name: string]: unknown };

/** The findings, or in words what is wrong with the answer. */
export function readFindings(answer: unknown): readonly ValidatePolicyFinding[] | string {
  const list = isObject(answer) ? answer["findings"] : undefined;
  if (!Array.isArray(list)) return "it has no `findings`";
  const findings: ValidatePolicyFinding[] = [];
  for (const item of list) {
    const finding = readFinding(item);
    if (typeof finding === "string") return finding;
    findings.push(finding);
  }
  return findings;
}

function readFinding(item: unknown): ValidatePolicyFinding | string {
  if (!isObject(item)) return "a finding is no object";
  const { findingType, issueCode, findingDetails, learnMoreLink, locations } = item;
  const type = findingTypes.find((name) => name === findingType);
  if (type === undefined) return `a finding has the unknown type \`${String(findingType).slice(0, 40)}\``;
  if (typeof issueCode !== "string" || !/^[A-Z][A-Z0-9_]{0,199}$/.test(issueCode)) return "a finding has no issue code";
  if (typeof findingDetails !== "string") return `\`${issueCode}\` has no details`;
  const places = [];
  for (const place of Array.isArray(locations) ? locations : []) {
    const span = isObject(place) ? readSpan(place["span"]) : undefined;
    if (span === undefined) return `\`${issueCode}\` has a location without a span`;
    const path = (place as Members)["path"];
    places.push({ path: Array.isArray(path) ? path.flatMap(readPathElement) : [], span });
  }
  return {
    findingType: type,
    issueCode,
    findingDetails,
    // The link is put into pages: only AWS's own documentation is passed on.
    learnMoreLink:
      typeof learnMoreLink === "string" && /^https:\/\/docs\.aws\.amazon\.com\/[\w./#?=&%-]*$/.test(learnMoreLink)
        ? learnMoreLink
        : "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    locations: places,
  };
}

function readPathElement(element: unknown): PathElement[] {
  if (!isObject(element)) return [];
  const { index, key, value, substring } = element;
  if (typeof value === "string") return [{ value }];
  if (typeof index === "number") return [{ index }];
  if (typeof key === "string") return [{ key }];
  if (isObject(substring) && typeof substring["start"] === "number" && typeof substring["length"] === "number") {
    return [{ substring: { start: substring["start"], length: substring["length"] } }];
  }
  return [];
}

function readSpan(span: unknown): Span | undefined {
  if (!isObject(span)) return undefined;
  const start = readPosition(span["start"]);
  const end = readPosition(span["end"]);
  return start === undefined || end === undefined ? undefined : { start, end };
}

function readPosition(position: unknown): Position | undefined {
  if (!isObject(position)) return undefined;
  const { line, column, offset } = position;
  if (!isCount(line) || !isCount(column) || !isCount(offset)) return undefined;
  return { line, column, offset };
}

/** The answer of a custom policy check, or in words what is wrong with it. */
export function readCustomCheck(answer: unknown): CustomCheckAnswer | string {
  if (!isObject(answer)) return "it is no object";
  const { result, message, reasons } = answer;
  if (result !== "PASS" && result !== "FAIL") return "it has no result";
  return {
    result,
    message: typeof message === "string" ? message : "",
    reasons: (Array.isArray(reasons) ? reasons : []).flatMap((reason: unknown): CustomCheckReason[] => {
      if (!isObject(reason)) return [];
      const { description, statementIndex, statementId } = reason;
      return [
        {
          description: typeof description === "string" ? description : "",
          ...(isCount(statementIndex) ? { statementIndex } : {}),
          ...(typeof statementId === "string" ? { statementId } : {}),
        },
      ];
    }),
  };
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

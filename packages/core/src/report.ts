import type { OfCases, PlainCase } from "./case.ts";
import type { DriftResult } from "./drift.ts";
import { type Finding, type FindingType, findingTypes } from "./finding.ts";
import type { PolicyType } from "./policy/document.ts";
import { services } from "./service-reference/services.ts";
import { requireFindingTypes } from "./wrong-use.ts";

/** What became of one policy or one role. Each input ends as exactly one of these. */
export type Outcome = Analysed | NotAnalysed;

/** Where conditions of the file make several policies of one: which of them it is. */
export interface CasesOfOutcome {
  /** The subject without the case: what the outcomes of the others have, too. */
  readonly caseOf?: string;
  /** The cases that it is for, in each of which the policy says the same. */
  readonly cases?: readonly PlainCase[];
}

/** What was looked at, with all that was found. Without findings, and in sync if it is a role, it is clean. */
export interface Analysed extends CasesOfOutcome {
  readonly kind: "analysed";
  /** What was looked at: the file, with the policy's name in it where there are several, or the role's ARN. */
  readonly subject: string;
  readonly policyType?: PolicyType;
  readonly policyTypeReason?: string;
  readonly findings: readonly Finding[];
  /** Only for a role that was compared with what the config expects of it. */
  readonly drift?: DriftResult;
}

/** What should have been looked at and could not be: red, whatever `failOn` says. */
export interface NotAnalysed extends CasesOfOutcome {
  readonly kind: "not-analysed";
  readonly subject: string;
  /** Its code begins with `NOT_ANALYSED_` and its details give the reason and what to do. */
  readonly finding: Finding;
  readonly drift?: DriftResult;
}

/** As an outcome of the file has them. */
export function casesOfOutcome(file: string, cases: OfCases | undefined): CasesOfOutcome {
  if (cases === undefined) return {};
  return { caseOf: `${file}: ${cases.of}`, cases: cases.own.map((one) => Object.fromEntries(one)) };
}

/** Everything that is found out about an input; of one that was not analysed, why. */
export function findingsOf(outcome: Outcome): readonly Finding[] {
  return outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
}

/**
 * What the policy is called in the file that the finding stands in, with the case that it is of; undefined where the file
 * itself is the policy.
 */
export function nameInFile({ subject }: Outcome, { locations: [first] }: Finding): string | undefined {
  const file = first?.file;
  return file !== undefined && subject.startsWith(`${file}: `) ? subject.slice(file.length + 2) : undefined;
}

/** Findings that are about files and not about a policy or role in them, such as the config's: an outcome for each file. */
export function outcomesByFile(findings: readonly Finding[]): Analysed[] {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const file = finding.locations[0]?.file ?? "";
    const others = byFile.get(file);
    if (others === undefined) byFile.set(file, [finding]);
    else others.push(finding);
  }
  return [...byFile].map(([subject, own]) => ({ kind: "analysed", subject, findings: own }));
}

/** Green or red. */
export type Conclusion = "success" | "failure";

/** One run. Formats write it; as JSON its shape is `schema/report.schema.json`. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: "redshift-guard"; readonly version: string; readonly serviceDataDate: string };
  readonly conclusion: Conclusion;
  readonly outcomes: readonly Outcome[];
  /** What a reader should know about the run itself, a sentence each: files passed over, engines that could not run. */
  readonly notes: readonly string[];
  /** `3/16` where only a part of the accounts was looked at: the verdict is that of all shards together. */
  readonly shard?: string;
  /**
   * ARN to RoleId, from earlier reports, of roles that this run did not see, so that one that comes back as another
   * role is noticed.
   */
  readonly unseenRoleIds?: Readonly<Record<string, string>>;
}

/** The default: everything that AWS calls an error or a security warning is red. */
export const defaultFailOn: ReadonlySet<FindingType> = new Set(["ERROR", "SECURITY_WARNING"]);

/** `WARNING` stands for itself and everything stronger. Throws a TypeError for an unknown type. */
export function failOnFrom(weakest: FindingType): ReadonlySet<FindingType> {
  requireFindingTypes([weakest]);
  return new Set(findingTypes.slice(0, findingTypes.indexOf(weakest) + 1));
}

/**
 * The one place that decides red or green. Total over every outcome: nothing can be skipped and stay green, a report
 * that looked at nothing is red, and so is a finding of an unknown type. Throws a TypeError for an unknown type in
 * `failOn`.
 */
export function conclude(outcomes: readonly Outcome[], failOn: ReadonlySet<FindingType> = defaultFailOn): Conclusion {
  requireFindingTypes(failOn);
  const fails = ({ findingType }: Finding): boolean => failOn.has(findingType) || !findingTypes.includes(findingType);
  if (outcomes.length === 0) return "failure";
  for (const outcome of outcomes) {
    if (outcome.kind === "not-analysed") return "failure";
    if (outcome.findings.some(fails)) return "failure";
  }
  return "success";
}

/** What a report says beside its outcomes; `failOn` is `defaultFailOn` unless told. */
export interface ReportOptions {
  readonly failOn?: ReadonlySet<FindingType>;
  /** The version of the package that the user runs. */
  readonly toolVersion: string;
  readonly notes?: readonly string[];
  readonly shard?: string;
  readonly unseenRoleIds?: ReadonlyMap<string, string>;
}

/** A report of the outcomes with its conclusion; mistakes in `failOn` as for `conclude`. */
export function makeReport(outcomes: readonly Outcome[], options: ReportOptions): Report {
  return {
    version: 1,
    tool: { name: "redshift-guard", version: options.toolVersion, serviceDataDate: services.date },
    conclusion: conclude(outcomes, options.failOn),
    outcomes,
    notes: options.notes ?? [],
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...unseenMember(options.unseenRoleIds),
  };
}

/** As a report has it: where there is none, the member is left out. */
export function unseenMember(roleIds: ReadonlyMap<string, string> | undefined): Pick<Report, "unseenRoleIds"> {
  return roleIds === undefined || roleIds.size === 0 ? {} : { unseenRoleIds: Object.fromEntries(roleIds) };
}

/** What a process or a step ends with: 0 for green, 1 for findings, 3 where something could not be analysed. */
export function exitStatus(report: Report): 0 | 1 | 3 {
  if (report.outcomes.length === 0 || report.outcomes.some(({ kind }) => kind === "not-analysed")) return 3;
  return report.conclusion === "success" ? 0 : 1;
}

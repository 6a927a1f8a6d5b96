import type { FindingType } from "./finding.ts";
import { type PolicyDocument, type PolicyType, policyTypes } from "./policy/document.ts";
import type { PolicyFeature } from "./policy/policy-feature.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";
import type { Range } from "./syntax/node.ts";

/** One thing that can be wrong with a policy. One file in `checks/` each; the file's name is the id. */
export interface Check {
  /** Kebab-case; upper-cased with underscores it is the issue code. */
  readonly id: string;
  readonly findingType: FindingType;
  readonly policyTypes: readonly PolicyType[];
  /** One line: what is wrong when this check speaks. */
  readonly title: string;
  /** Markdown. */
  readonly why: string;
  /** Markdown. */
  readonly fix: string;
  /** The AWS page the check rests on; for Access Analyzer's own codes `policyChecksPage(anchor)`. */
  readonly learnMoreLink: string;
  /** Policies that must give a finding exactly at each «…»; several marks of one finding are `«1:…»`, `«2:…»`. */
  readonly bad: readonly Example[];
  /** Policies that must give none of this check's findings. */
  readonly good: readonly Example[];
  /** It reports two values that cannot both hold; not where a deployment decides one of them. See `elsewhere.ts`. */
  readonly contradiction?: true;
  /** What a policy must have for the check to have something to say; without all of it, the check is not run. */
  readonly needs?: readonly PolicyFeature[];
  run(policy: PolicyDocument, services: ServiceReference): Iterable<Problem>;
}

/** JSON text; its policy type is the check's first unless given. */
export type Example =
  | string
  | { readonly policyType: PolicyType; readonly resourceType?: ResourceType; readonly policy: string };

/** What a check yields, before it becomes a finding. */
export interface Problem {
  /** Where it stands; several in the order of their meaning, as Access Analyzer gives them. */
  readonly at: Range | readonly Range[];
  /** What, why, what to do; the user's text in backticks. */
  readonly details: string;
  /** Other places that explain it. */
  readonly related?: readonly { readonly at: Range; readonly label: string }[];
  /** Text that mends the first place, where exactly one is certain. */
  readonly replacement?: string;
}

/** The code of a check's findings: `external-id-missing` gives `EXTERNAL_ID_MISSING`. */
export function issueCodeOf(id: string): string {
  let code = issueCodes.get(id);
  if (code === undefined) {
    code = id.toUpperCase().replaceAll("-", "_");
    issueCodes.set(id, code);
  }
  return code;
}

/** As many as there are checks. */
const issueCodes = new Map<string, string>();

/** The page of IAM Access Analyzer's policy checks, at one check. */
export function policyChecksPage(anchor: string): string {
  return `https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-${anchor}`;
}

/** For a check that looks at policies of all types. */
export const everyPolicyType: readonly PolicyType[] = policyTypes;

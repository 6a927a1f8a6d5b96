import {
  type FaultInFile,
  type PolicyDocument,
  type PolicyType,
  readPolicies,
  type TextFile,
} from "@redshift-guard/core";
import { readPolicyFile, readStandardInput } from "./read-file.ts";
import { terraformModules } from "./terraform-modules.ts";
import { UsageError } from "./usage-error.ts";

export interface NamedPolicies {
  readonly policies: readonly { readonly subject: string; readonly policy: PolicyDocument }[];
  /** What could not be read, and why: no verdict is given on it. */
  readonly unread: readonly Unread[];
}

export interface Unread {
  readonly subject: string;
  /** Sentences, with the place before them. */
  readonly because: string;
}

/** The policies of the file that the user named, alone or as the AWS CLI prints them; `-` is the standard input. */
export function readNamedPolicies(path: string, policyType?: PolicyType): NamedPolicies {
  return policiesOf(readNamedFile(path), path, policyType);
}

/** The one policy of a file, for a question that is about one. Throws a UsageError where there are several. */
export function readOnePolicy(path: string, policyType?: PolicyType): { readonly policy: PolicyDocument } | Unread {
  return onePolicyOf(readNamedFile(path), path, policyType);
}

/** As `readOnePolicy`: a role's trust, unless the policy is about resources. */
export function readTrustOrOther(path: string): { readonly policy: PolicyDocument } | Unread {
  const file = readNamedFile(path);
  const read = onePolicyOf(file, path);
  return "policy" in read && read.policy.type !== "trust" && isAboutResources(read.policy)
    ? read
    : onePolicyOf(file, path, "trust");
}

function isAboutResources({ statements }: PolicyDocument): boolean {
  return statements.some(({ resource, notResource }) => resource !== undefined || notResource !== undefined);
}

function readNamedFile(path: string): ReturnType<typeof readPolicyFile> {
  return path === "-" ? readStandardInput() : readPolicyFile(path, path);
}

function policiesOf(
  file: ReturnType<typeof readPolicyFile>,
  path: string,
  policyType: PolicyType | undefined,
): NamedPolicies {
  if ("kind" in file) return { policies: [], unread: [{ subject: path, because: file.finding.findingDetails }] };
  const { policies, faults } = readPolicies(file, {
    moduleOf: terraformModules(),
    ...(policyType === undefined ? {} : { policyType }),
  });
  return { policies, unread: faults.map((fault) => toUnread(fault, file)) };
}

function onePolicyOf(
  file: ReturnType<typeof readPolicyFile>,
  path: string,
  policyType?: PolicyType,
): { readonly policy: PolicyDocument } | Unread {
  const { policies, unread } = policiesOf(file, path, policyType);
  const [fault] = unread;
  if (fault !== undefined) return fault;
  const [found] = policies;
  if (found === undefined || policies.length > 1)
    throw new UsageError(
      `\`${path}\` holds ${policies.length} policies, and one is asked. Put it into a file of its own.`,
    );
  return found;
}

function toUnread({ subject, details, location }: FaultInFile, file: TextFile): Unread {
  if (location === undefined) return { subject, because: details };
  const { line, column } = location.span.start;
  // The place of a fault that is about the whole says nothing.
  const isStart =
    location.span.start.offset === file.text.search(/\S/) && location.span.end.offset <= location.span.start.offset;
  return { subject, because: isStart ? details : `Line ${line}, column ${column + 1}: ${details}` };
}

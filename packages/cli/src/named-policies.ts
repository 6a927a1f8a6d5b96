import {
  type Config,
  type FaultInFile,
  type PolicyDocument,
  type PolicyInFile,
  type PolicyType,
  readPolicies,
  type TextFile,
} from "@redshift-guard/core";
import { givenOf } from "./config-file.ts";
import { nameOf } from "./name-of.ts";
import { readPolicyFile, readStandardInput, standardInput } from "./read-file.ts";
import { terraformModules } from "./terraform-modules.ts";
import { UsageError } from "./usage-error.ts";

/** What the user says of the files, beyond their names. */
export interface SaidOfFiles {
  readonly policyType?: PolicyType;
  /** Says it by path. */
  readonly config: Config | undefined;
}

export interface NamedPolicies {
  readonly policies: readonly PolicyInFile[];
  /** What could not be read, and why: no verdict is given on it. */
  readonly unread: readonly Unread[];
}

/** One policy, and what it rests on beside its file, each in words. */
export interface OnePolicy {
  readonly policy: PolicyDocument;
  readonly assuming: readonly string[];
}

export interface Unread {
  readonly subject: string;
  /** Sentences, with the place before them. */
  readonly because: string;
}

/** The policies of the file that the user named, alone or as the AWS CLI prints them; `-` is the standard input. */
export function readNamedPolicies(path: string, said: SaidOfFiles): NamedPolicies {
  return policiesOf(readNamedFile(path), path, said);
}

/** The one policy of a file, for a question that is about one. Throws a UsageError where there are several. */
export function readOnePolicy(path: string, said: SaidOfFiles): OnePolicy | Unread {
  return onePolicyOf(readNamedFile(path), path, said);
}

/**
 * As `readOnePolicy`, for a policy that is taken for a role's trust unless it is about resources or its type is given.
 */
export function readTrustOrOther(path: string, said: SaidOfFiles): OnePolicy | Unread {
  const file = readNamedFile(path);
  const read = onePolicyOf(file, path, said);
  if (givenTo(path, said).policyType !== undefined) return read;
  return "policy" in read && read.policy.type !== "trust" && isAboutResources(read.policy)
    ? read
    : onePolicyOf(file, path, { ...said, policyType: "trust" });
}

function givenTo(path: string, { config, policyType }: SaidOfFiles): ReturnType<typeof givenOf> {
  return givenOf(config, path === "-" ? standardInput : nameOf(path), policyType);
}

function isAboutResources({ statements }: PolicyDocument): boolean {
  return statements.some(({ resource, notResource }) => resource !== undefined || notResource !== undefined);
}

function readNamedFile(path: string): ReturnType<typeof readPolicyFile> {
  return path === "-" ? readStandardInput() : readPolicyFile(path, path);
}

function policiesOf(file: ReturnType<typeof readPolicyFile>, path: string, said: SaidOfFiles): NamedPolicies {
  if ("kind" in file) return { policies: [], unread: [{ subject: path, because: file.finding.findingDetails }] };
  const given = givenTo(path, said);
  const { policies, faults } = readPolicies(file, { moduleOf: terraformModules(), ...given });
  const isOfConfig = said.policyType === undefined && given.policyType !== undefined;
  const type = isOfConfig ? [`the policy type \`${given.policyType}\` of the config`] : [];
  const read = policies.map((found) => ({ ...found, assuming: [...type, ...found.assuming] }));
  return { policies: read, unread: faults.map((fault) => toUnread(fault, file)) };
}

function onePolicyOf(file: ReturnType<typeof readPolicyFile>, path: string, said: SaidOfFiles): OnePolicy | Unread {
  const { policies, unread } = policiesOf(file, path, said);
  const [fault] = unread;
  if (fault !== undefined) return fault;
  const [found] = policies;
  if (found === undefined || policies.length > 1) throw new UsageError(`\`${path}\` holds ${oneIsAsked(policies)}`);
  return found;
}

function oneIsAsked(policies: readonly PolicyInFile[]): string {
  const of = new Set(policies.map(({ name, variant }) => variant?.of ?? name));
  return of.size > 1 || policies.length === 0
    ? `${policies.length} policies, and one is asked. Put it into a file of its own.`
    : `one policy in ${policies.length} cases, and one is asked: what the deployment gives decides between them. Give it under \`validate.values\` in the config.`;
}

function toUnread({ subject, details, location }: FaultInFile, file: TextFile): Unread {
  if (location === undefined) return { subject, because: details };
  const { line, column } = location.span.start;
  // The place of a fault that is about the whole file says nothing.
  const isStart =
    location.span.start.offset === file.text.search(/\S/) && location.span.end.offset <= location.span.start.offset;
  return { subject, because: isStart ? details : `Line ${line}, column ${column + 1}: ${details}` };
}

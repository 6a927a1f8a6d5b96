import { lstatSync } from "node:fs";
import { join } from "node:path";
import {
  type NotAnalysed,
  type Outcome,
  type PolicyType,
  speaksOfPolicy,
  type TextFile,
  validateFiles,
} from "@redshift-guard/core";
import type { ChangedFile } from "@redshift-guard/github";
import type { WithoutPolicy } from "./lost-policies.ts";
import { pathsWithoutFiles } from "./paths-without-files.ts";
import { canHoldPolicy, listRepository, readRepositoryFile } from "./repository-files.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** A file with policies, and what the offline engine says about each. */
export interface CheckedFile {
  readonly file: TextFile;
  readonly policyType: PolicyType | undefined;
  readonly outcomes: readonly Outcome[];
}

export interface PolicyFiles {
  readonly checked: readonly CheckedFile[];
  readonly notRead: readonly NotAnalysed[];
  /** Changed files in which nobody expects a policy, and there is none. */
  readonly withoutPolicy: readonly WithoutPolicy[];
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

/** Reads and checks what is in scope: what the paths say, or, where nobody says, every file that holds a policy. */
export function checkPolicyFiles(root: string, scope: Scope, settings: Settings): PolicyFiles {
  const checked: CheckedFile[] = [];
  const notRead: NotAnalysed[] = pathsWithoutFiles(root, scope, settings);
  const withoutPolicy: WithoutPolicy[] = [];
  const unreached: string[] = [];
  const renamed: string[] = [];
  let linksOut = 0;
  for (const { path, change } of candidatesIn(root, scope, settings)) {
    const wanted = settings.isWanted(path);
    // A glob may reach a readme beside the policies.
    const isKind = canHoldPolicy(path) || settings.namesKind(path);
    const isOwn = settings.ownFiles.has(path) && !settings.named.includes(path);
    // A policy that is renamed to `.txt` is one still.
    const former = change?.previousPath;
    const wasKind = former !== undefined && (canHoldPolicy(former) || settings.namesKind(former));
    if (!isKind && !wasKind) continue;
    const file = readRepositoryFile(root, path);
    if ("kind" in file) {
      if (wanted === true || (wanted === undefined && (scope.kind === "changed" || !isLink(root, path))))
        notRead.push(file);
      else linksOut++;
      continue;
    }
    const policyType = settings.policyTypeOf(path);
    // Most files of a repository need no reading.
    const outcomes =
      wanted === true || speaksOfPolicy(file.text)
        ? validateFiles([file], {
            today: settings.today,
            ...(policyType === undefined ? {} : { policyType }),
          })
        : [];
    const holdsPolicy = !outcomes.every(isNoPolicy);
    if (wanted === false) {
      if (holdsPolicy) unreached.push(path);
    } else if (holdsPolicy || (wanted === true && isKind && !isOwn)) {
      checked.push({ file, policyType, outcomes });
      if (!isKind) renamed.push(path);
    } else if (change !== undefined) withoutPolicy.push({ file, change });
  }
  return { checked, notRead, withoutPolicy, notes: [...notesAbout(unreached, renamed, linksOut)] };
}

interface Candidate {
  readonly path: string;
  /** Where only what is changed is looked at. */
  readonly change?: ChangedFile;
}

function candidatesIn(root: string, scope: Scope, { named, namesKind }: Settings): readonly Candidate[] {
  if (scope.kind === "changed")
    return scope.files.filter(({ status }) => status !== "removed").map((change) => ({ path: change.path, change }));
  const listed = listRepository(root, namesKind);
  const known = new Set(listed);
  // A file that is named and cannot be read is not analysed, rather than forgotten.
  const others = named.filter(
    (path) => !known.has(path) && lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === false,
  );
  return [...listed, ...others].map((path) => ({ path }));
}

function isLink(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function isNoPolicy(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NO_POLICY";
}

function* notesAbout(unreached: readonly string[], renamed: readonly string[], linksOut: number): Iterable<string> {
  if (unreached.length > 0) {
    const shown = unreached.slice(0, 5).join(", ");
    const more = unreached.length > 5 ? ` and ${unreached.length - 5} more` : "";
    const verb = unreached.length === 1 ? "holds a policy" : "hold policies";
    yield `Not looked at, because no path reaches it: ${shown}${more} ${verb}.`;
  }
  for (const path of renamed) {
    yield `${path} holds a policy, and was looked at because of its former name alone: name it in \`paths\`, or rename it.`;
  }
  if (linksOut > 0) {
    yield `${linksOut} symbolic ${linksOut === 1 ? "link leads" : "links lead"} out of the repository or nowhere and ${linksOut === 1 ? "was" : "were"} not followed.`;
  }
}

import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type NotAnalysed, type Outcome, type PolicyType, type TextFile, validateFiles } from "@redshift-guard/core";
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
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

/** Reads and checks what is in scope: what the paths say, or, where nobody says, every file that holds a policy. */
export function checkPolicyFiles(root: string, scope: Scope, settings: Settings): PolicyFiles {
  const checked: CheckedFile[] = [];
  const notRead: NotAnalysed[] = [];
  const unreached: string[] = [];
  let linksOut = 0;
  for (const path of pathsIn(root, scope, settings)) {
    const wanted = settings.isWanted(path);
    // A glob may reach a readme beside the policies.
    if (!canHoldPolicy(path) && !settings.namesKind(path)) continue;
    const file = readRepositoryFile(root, path);
    if ("kind" in file) {
      if (wanted === true || (wanted === undefined && (scope.kind === "changed" || !isLink(root, path))))
        notRead.push(file);
      else linksOut++;
      continue;
    }
    // Every policy has its statements; this spares the reading of everything else.
    if (wanted !== true && !/statement/i.test(file.text)) continue;
    const policyType = settings.policyTypeOf(path);
    const outcomes = validateFiles([file], {
      today: settings.today,
      ...(policyType === undefined ? {} : { policyType }),
    });
    const holdsPolicy = !outcomes.every(isNoPolicy);
    if (wanted === false) {
      if (holdsPolicy) unreached.push(path);
    } else if (wanted === true || holdsPolicy) checked.push({ file, policyType, outcomes });
  }
  return { checked, notRead, notes: [...notesAbout(unreached, linksOut)] };
}

function pathsIn(root: string, scope: Scope, { named, namesKind }: Settings): readonly string[] {
  if (scope.kind === "changed") return scope.files.filter(({ status }) => status !== "removed").map(({ path }) => path);
  const listed = listRepository(root, namesKind);
  const known = new Set(listed);
  // A file that is named and missing is not analysed, rather than forgotten.
  const others = named.filter(
    (path) => !known.has(path) && lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() !== true,
  );
  return [...listed, ...others];
}

function isLink(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function isNoPolicy(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NO_POLICY";
}

function* notesAbout(unreached: readonly string[], linksOut: number): Iterable<string> {
  if (unreached.length > 0) {
    const shown = unreached.slice(0, 5).join(", ");
    const more = unreached.length > 5 ? ` and ${unreached.length - 5} more` : "";
    const verb = unreached.length === 1 ? "holds a policy" : "hold policies";
    yield `Not looked at, because no path reaches it: ${shown}${more} ${verb}.`;
  }
  if (linksOut > 0) {
    yield `${linksOut} symbolic ${linksOut === 1 ? "link leads" : "links lead"} out of the repository or nowhere and ${linksOut === 1 ? "was" : "were"} not followed.`;
  }
}

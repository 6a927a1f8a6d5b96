import { lstatSync } from "node:fs";
import { join } from "node:path";
import {
  type FindPoliciesOptions,
  inWords,
  isModuleFile,
  isNoPolicy,
  type ModuleOf,
  mayNamePolicy,
  type NotAnalysed,
  type Outcome,
  type TextFile,
  validateFiles,
} from "@redshift-guard/core";
import type { ChangedFile } from "@redshift-guard/github";
import type { WithoutPolicy } from "./lost-policies.ts";
import { pathsWithoutFiles } from "./paths-without-files.ts";
import {
  canHoldPolicy,
  filesBelow,
  isFolder,
  isLfsPointer,
  listRepository,
  readRepositoryFile,
  unreadable,
} from "./repository-files.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

/** A file with policies, and what the offline engine says about each. */
export interface CheckedFile {
  readonly file: TextFile;
  /** What the inputs and the config say of its policies. */
  readonly given: FindPoliciesOptions;
  readonly outcomes: readonly Outcome[];
}

export interface PolicyFiles {
  readonly checked: readonly CheckedFile[];
  readonly notRead: readonly NotAnalysed[];
  /** Those for which the config gives values, with or without a policy. */
  readonly withValues: readonly TextFile[];
  /** Changed files that hold no policy, and of which nobody expects one. */
  readonly withoutPolicy: readonly WithoutPolicy[];
  /** A sentence each, for the reader of the report. */
  readonly notes: readonly string[];
}

/**
 * Reads and checks what is in scope: what the paths say, or, where nobody says, every file that holds a policy.
 * `affected` are unchanged files that are looked at with the changed ones.
 */
export function checkPolicyFiles(
  root: string,
  scope: Scope,
  settings: Settings,
  { moduleOf, affected }: { readonly moduleOf: ModuleOf; readonly affected: readonly string[] },
): PolicyFiles {
  const checked: CheckedFile[] = [];
  const notRead: NotAnalysed[] = pathsWithoutFiles(root, scope, settings);
  const withValues: TextFile[] = [];
  const withoutPolicy: WithoutPolicy[] = [];
  const unreached: string[] = [];
  const renamed: string[] = [];
  const pointers: string[] = [];
  const absent: string[] = [];
  let linksOut = 0;
  for (const { path, change, isAbsentSubmodule } of candidatesIn(root, scope, settings, affected)) {
    const wanted = settings.isWanted(path);
    if (isAbsentSubmodule) {
      if (wanted === true) notRead.push(unreadable(path, "UNREADABLE", absentSubmodule));
      else absent.push(path);
      continue;
    }
    // A glob may reach a readme beside the policies.
    const isKind = canHoldPolicy(path) || settings.namesKind(path);
    const isOwn = settings.ownFiles.has(path) && !settings.named.includes(path);
    // Of the files of a Terraform module, most hold none.
    const isPartOfModule = isModuleFile(path) && !settings.named.includes(path);
    // A policy that is renamed to `.txt` is still one.
    const former = change?.previousPath;
    const wasKind = former !== undefined && (canHoldPolicy(former) || settings.namesKind(former));
    if (!isKind && !wasKind) continue;
    const file = readRepositoryFile(root, path);
    if ("kind" in file) {
      if (wanted === true || (wanted === undefined && (scope.kind === "changed" || !isLink(root, path))))
        notRead.push(file);
      else if (isLink(root, path)) linksOut++;
      continue;
    }
    if (isLfsPointer(file.text)) {
      if (wanted === true && isKind && !isOwn) {
        notRead.push(unreadable(path, "UNREADABLE", `It is a pointer of Git LFS, not the file itself. ${lfsAdvice}`));
        continue;
      }
      if (wanted !== false) pointers.push(path);
    }
    const given = settings.givenOf(path);
    if (given.values !== undefined) withValues.push(file);
    // Most files of a repository need no reading.
    const outcomes =
      wanted === true || mayNamePolicy(file.text)
        ? validateFiles([file], { today: settings.today, moduleOf, ...given })
        : [];
    const holdsPolicy = !outcomes.every(isNoPolicy);
    if (wanted === false) {
      if (holdsPolicy) unreached.push(path);
    } else if (holdsPolicy || (wanted === true && isKind && !isOwn && !isPartOfModule)) {
      checked.push({ file, given, outcomes });
      if (!isKind) renamed.push(path);
    } else if (change !== undefined) withoutPolicy.push({ file, change });
  }
  return {
    checked,
    notRead,
    withValues,
    withoutPolicy,
    notes: [...notesAbout({ unreached, renamed, pointers, absent, linksOut })],
  };
}

interface Candidate {
  readonly path: string;
  /** Where only what is changed is looked at. */
  readonly change?: ChangedFile;
  /** A changed submodule that the checkout left empty. */
  readonly isAbsentSubmodule?: true;
}

const absentSubmodule =
  "It is a submodule, and the checkout has no file of it. Give `submodules: true` to `actions/checkout`.";
const lfsAdvice = "Give `lfs: true` to `actions/checkout`.";

function candidatesIn(
  root: string,
  scope: Scope,
  { named, namesKind }: Settings,
  affected: readonly string[],
): readonly Candidate[] {
  if (scope.kind === "changed")
    return [
      ...scope.files
        .filter(({ status }) => status !== "removed")
        .flatMap((change) =>
          isFolder(root, change.path) ? filesOfSubmodule(root, change) : [{ path: change.path, change }],
        ),
      ...affected.map((path) => ({ path })),
    ];
  const listed = listRepository(root, namesKind);
  const known = new Set(listed);
  // A file that is named and cannot be read is not analysed, rather than forgotten.
  const others = named.filter(
    (path) => !known.has(path) && lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === false,
  );
  return [...listed, ...others].map((path) => ({ path }));
}

/** A folder among the changed files is a submodule: another commit of it, whose own changes nobody lists. */
function filesOfSubmodule(root: string, { path }: ChangedFile): Candidate[] {
  const files = [...filesBelow(root, path)].sort();
  return files.length === 0 ? [{ path, isAbsentSubmodule: true }] : files.map((file) => ({ path: file }));
}

function isLink(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

interface Remarkable {
  readonly unreached: readonly string[];
  readonly renamed: readonly string[];
  readonly pointers: readonly string[];
  readonly absent: readonly string[];
  readonly linksOut: number;
}

/** Files that a note names; of more it gives the number. */
const mostNamed = 5;

function* notesAbout({ unreached, renamed, pointers, absent, linksOut }: Remarkable): Iterable<string> {
  if (unreached.length > 0) {
    const verb = unreached.length === 1 ? "holds a policy" : "hold policies";
    yield `Not looked at, because no path reaches it: ${inWords(unreached, mostNamed)} ${verb}.`;
  }
  for (const path of renamed) {
    yield `${path} holds a policy, and was looked at because of its former name alone: name it in \`paths\`, or rename it.`;
  }
  if (pointers.length > 0) {
    const are = pointers.length === 1 ? "is a pointer" : "are pointers";
    yield `Not looked at: ${inWords(pointers, mostNamed)} ${are} of Git LFS. ${lfsAdvice}`;
  }
  if (absent.length > 0) {
    const are = absent.length === 1 ? "is a submodule" : "are submodules";
    yield `Not looked at: ${inWords(absent, mostNamed)} ${are} without a file in the checkout. Give \`submodules: true\` to \`actions/checkout\`.`;
  }
  if (linksOut > 0) {
    yield `${linksOut} symbolic ${linksOut === 1 ? "link leads" : "links lead"} out of the repository or nowhere and ${linksOut === 1 ? "was" : "were"} not followed.`;
  }
}

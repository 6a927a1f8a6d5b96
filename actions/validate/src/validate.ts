import {
  baselineNote,
  type Conclusion,
  configNames,
  type NotAnalysed,
  notAnalysed,
  type Outcome,
  outcomesByFile,
  plural,
  readBaseline,
  suppress,
  type TextFile,
  unmatchedPaths,
  unusedValues,
  withoutBaseline,
} from "@redshift-guard/core";
import type { GitHubEvent, RestClient } from "@redshift-guard/github";
import { affectedFiles } from "./affected-files.ts";
import { baseCommit } from "./base-commit.ts";
import { baseReader } from "./base-reader.ts";
import { type CheckedPolicies, checkPolicies } from "./check-policies.ts";
import type { Checkout } from "./checkout.ts";
import { earlierPolicies } from "./earlier-policies.ts";
import type { ChosenEngines } from "./engine.ts";
import { formerValues } from "./former-values.ts";
import type { Git } from "./git.ts";
import type { Inputs } from "./inputs.ts";
import { lostPolicies } from "./lost-policies.ts";
import { checkPolicyFiles } from "./policy-files.ts";
import { readRepositoryFile } from "./repository-files.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";
import { isSuppressionDue } from "./suppression-due.ts";
import { modulesOfCheckout } from "./terraform-modules.ts";

export interface ValidateContext {
  readonly root: string;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly checkout: Checkout;
  readonly scope: Scope;
  readonly engines: ChosenEngines;
  readonly event: GitHubEvent;
  readonly client: RestClient | undefined;
  readonly git: Git;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Validated {
  readonly outcomes: readonly Outcome[];
  readonly texts: ReadonlyMap<string, string>;
  readonly newAccess: CheckedPolicies["newAccess"];
  readonly notes: readonly string[];
  /** What was not analysed, and the config lets pass: a sentence each. */
  readonly accepted: readonly string[];
  /** Set where there was rightly nothing to look at: a report without outcomes is red otherwise. */
  readonly conclusion?: Conclusion;
}

/** From the checkout to outcomes. Whatever could not be looked at is one of them. */
export async function validate(context: ValidateContext): Promise<Validated> {
  const { root, inputs, settings, checkout, scope, engines } = context;
  const moduleOf = modulesOfCheckout(root);
  const base =
    scope.base === undefined
      ? undefined
      : baseReader(baseCommit(scope.base, context), scope.kind === "changed" ? scope.files : undefined);
  const formerlyGiven = await formerValues(scope, settings, base, inputs.config);
  const affected = await affectedFiles({ root, scope, settings, moduleOf, base, formerlyGiven });
  const files = checkPolicyFiles(root, scope, settings, { moduleOf, affected: affected.paths });
  const texts = new Map(files.checked.map(({ file }) => [file.path, file.text]));
  const reference = readNamed(root, inputs.referencePolicy, "reference-policy");
  const checked = await checkPolicies(files.checked, {
    inputs,
    settings,
    engines,
    earlier: earlierPolicies(base, formerlyGiven, reference.file),
    moduleOf,
    now: context.now,
  });
  const all = [
    ...(checkout.kind === "base" ? [checkout.outcome] : []),
    ...present(settings.notRead),
    ...present(reference.notRead),
    ...files.notRead,
    ...(base === undefined ? [] : await lostPolicies(files.withoutPolicy, base, moduleOf)),
    ...checked.outcomes,
    ...(scope.kind === "all" && files.checked.length + files.notRead.length === 0 ? [nothingFound(settings)] : []),
  ];
  const suppressed = suppress(all, {
    suppressions: settings.validate.suppressions ?? [],
    folder: settings.folder,
    files: files.checked.map(({ file }) => file),
    today: settings.today,
    isDue: (suppression) => isSuppressionDue(suppression, files.checked, context),
  });
  const baseline = compareWithBaseline(suppressed.outcomes, texts, context);
  // Where the workflow gives paths of its own, what they do not reach says nothing about the config.
  const unmatched =
    scope.kind === "all" && inputs.paths.length === 0 && settings.configFile !== undefined
      ? [
          ...unmatchedPaths(
            settings.validate,
            settings.folder,
            // Values are of a deployment: a file of it that holds no policy is no mistake.
            [...files.checked.map(({ file }) => file), ...files.withValues]
              .map(({ path }) => path)
              .filter((path) => settings.isWanted(path) !== false),
          ),
          ...unusedValues(settings.validate, settings.folder, files.withValues, moduleOf),
        ]
      : [];
  const aboutConfig = outcomesByFile([...settings.configFindings, ...unmatched, ...suppressed.findings]);
  const outcomes = [...aboutConfig, ...baseline.outcomes];
  return {
    outcomes,
    texts,
    newAccess: checked.newAccess,
    notes: [
      scope.note,
      ...judgeNotes(context),
      ...(checkout.kind === "other" ? [checkout.note] : []),
      engines.note,
      ...checked.notes,
      ...affected.notes,
      ...files.notes,
      ...(suppressed.count === 0 ? [] : [`${plural(suppressed.count, "finding")} suppressed.`]),
      ...baseline.notes,
      ...eventNotes(context.event),
    ],
    accepted: suppressed.accepted,
    ...(outcomes.length === 0 ? { conclusion: "success" } : {}),
  };
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}

function readNamed(
  root: string,
  path: string | undefined,
  input: string,
): { readonly file?: TextFile; readonly notRead?: NotAnalysed } {
  if (path === undefined) return {};
  const read = readRepositoryFile(root, path, input);
  return "kind" in read ? { notRead: read } : { file: read };
}

function nothingFound({ isWanted, configFile }: Settings): NotAnalysed {
  const where =
    isWanted("") === undefined
      ? "No file of the checkout holds a policy. Check that `actions/checkout` ran before."
      : `No file is reached by the paths${configFile === undefined ? "" : ` of the inputs or of \`${configFile}\``}. Check them.`;
  return notAnalysed(".", { code: "NO_POLICY", details: where });
}

function compareWithBaseline(
  outcomes: readonly Outcome[],
  texts: ReadonlyMap<string, string>,
  { root, inputs }: ValidateContext,
): { readonly outcomes: readonly Outcome[]; readonly notes: readonly string[] } {
  if (inputs.baseline === undefined) return { outcomes, notes: [] };
  const { file, notRead } = readNamed(root, inputs.baseline, "baseline");
  if (file === undefined) return { outcomes: [...present(notRead), ...outcomes], notes: [] };
  const baseline = readBaseline(file);
  if (typeof baseline === "string") {
    const details = `The baseline cannot be used: ${baseline}. Write it anew with \`reports: baseline=${file.path}\`.`;
    return { outcomes: [notAnalysed(file.path, { code: "BASELINE", details }, file.path), ...outcomes], notes: [] };
  }
  const compared = withoutBaseline(outcomes, baseline, texts);
  return { outcomes: compared.outcomes, notes: [baselineNote(file.path, compared)] };
}

/** The config and the baseline also judge files that the change leaves alone. */
function judgeNotes({ scope, settings, inputs }: ValidateContext): string[] {
  if (scope.kind === "all") return [];
  const judges = new Set([...settings.ownFiles, ...(inputs.config === undefined ? configNames : [])]);
  const changed = scope.files.flatMap(({ path, previousPath = path }) => [path, previousPath]);
  const touched = [...judges].filter((path) => changed.includes(path));
  if (touched.length === 0) return [];
  const names = touched.map((path) => `\`${path}\``).join(" and ");
  return [
    `The change touches ${names}, by which all policies are judged, and only what it changes was looked at. With \`scope: all\` it shows what that does to the others.`,
  ];
}

function eventNotes({ name }: GitHubEvent): string[] {
  if (name !== "pull_request_target") return [];
  return [
    "This workflow runs on `pull_request_target`, with secrets and a token that can write. Use `pull_request`: what a stranger proposes must not be read with them.",
  ];
}

import {
  type Baseline,
  baselineNote,
  type Config,
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
import { folderOfConfig } from "./config-file.ts";
import { readPolicyFile } from "./read-file.ts";
import { terraformModules } from "./terraform-modules.ts";
import { today } from "./today.ts";
import { UsageError } from "./usage-error.ts";

export interface KnownFindings {
  readonly config: Config | undefined;
  /** What was looked at; files with comments may hold suppressions. */
  readonly files: readonly TextFile[];
  readonly texts: ReadonlyMap<string, string>;
  /**
   * Whether everything was looked at that the config is about: then a suppression that nothing needs is worth a word.
   */
  readonly isComplete: boolean;
  readonly baseline?: string;
}

/** Lets pass what the config, comments or the baseline say is known; what they get wrong is a finding itself. */
export function withoutKnown(
  all: readonly Outcome[],
  known: KnownFindings,
): { readonly outcomes: readonly Outcome[]; readonly notes: readonly string[] } {
  const { config, files, texts, isComplete } = known;
  const folder = folderOfConfig(config);
  const suppressed = suppress(all, {
    suppressions: config?.validate.suppressions ?? [],
    folder,
    files,
    today: today(),
    isDue: () => isComplete,
  });
  const paths = files.map(({ path }) => path);
  const unmatched =
    isComplete && config !== undefined
      ? [
          ...unmatchedPaths(config.validate, folder, paths),
          ...unusedValues(config.validate, folder, files, terraformModules()),
        ]
      : [];
  const own = [...(config?.findings ?? []), ...unmatched, ...suppressed.findings];
  const outcomes = [...outcomesByFile(own), ...suppressed.outcomes];
  const notes = [...suppressed.accepted];
  if (suppressed.count > 0) notes.push(`${plural(suppressed.count, "finding")} suppressed.`);
  if (known.baseline === undefined) return { outcomes, notes };
  const compared = withoutBaseline(outcomes, baselineIn(known.baseline), texts);
  notes.push(baselineNote(known.baseline, compared));
  return { outcomes: compared.outcomes, notes };
}

function baselineIn(path: string): Baseline {
  const file = readPolicyFile(path, path);
  if ("kind" in file) throw new UsageError(`The baseline \`${path}\` cannot be used. ${file.finding.findingDetails}`);
  const baseline = readBaseline(file);
  if (typeof baseline === "string") {
    throw new UsageError(
      `The baseline \`${path}\` cannot be used: ${baseline}. Write it anew with \`--format baseline=${path}\`.`,
    );
  }
  return baseline;
}

import { checks, issueCodeOf, type Suppression } from "@redshift-guard/core";
import type { ChosenEngines } from "./engine.ts";
import type { Inputs } from "./inputs.ts";
import type { CheckedFile } from "./policy-files.ts";
import type { Scope } from "./scope.ts";
import type { Settings } from "./settings.ts";

const ownCodes: ReadonlySet<string> = new Set(checks.map(({ id }) => issueCodeOf(id)));

/** What a run looks at, and for what. */
export interface Looked {
  readonly scope: Scope;
  readonly engines: ChosenEngines;
  readonly settings: Settings;
  readonly inputs: Inputs;
}

/** Whether everything was looked at that the suppression is for: its files, by whatever could give its code. */
export function isSuppressionDue(
  { code, path }: Suppression,
  files: readonly Pick<CheckedFile, "file">[],
  looked: Looked,
): boolean {
  if (!isLookedFor(code.value, looked)) return false;
  if (looked.scope.kind === "all") return true;
  return files.some(({ file }) => file.path === looked.settings.folder + (path ?? ""));
}

function isLookedFor(code: string, { scope, engines, inputs }: Looked): boolean {
  if (/^(NEW_ACCESS(_UNDECIDED)?|DENIAL_LOST|NOT_ANALYSED_(BASE|REFERENCE)_UNREADABLE)$/.test(code))
    return inputs.newAccess !== "off" && scope.base !== undefined;
  if (/^PUBLIC_ACCESS(_UNDECIDED)?$/.test(code)) return inputs.publicAccess !== "off";
  if (/^FORBIDDEN_ACTION(_UNDECIDED)?$/.test(code)) return true;
  if (code.startsWith("NOT_ANALYSED_ACCESS_ANALYZER_")) return engines.accessAnalyzer;
  // What cannot be read is reported whichever engine runs.
  if (code.startsWith("NOT_ANALYSED_")) return true;
  return ownCodes.has(code) ? engines.offline : engines.accessAnalyzer;
}

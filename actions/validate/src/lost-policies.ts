import {
  isNoPolicy,
  type ModuleOf,
  type NotAnalysed,
  notAnalysed,
  policiesIn,
  recognise,
  speaksOfPolicy,
  type TextFile,
  validateFiles,
} from "@redshift-guard/core";
import type { ChangedFile } from "@redshift-guard/github";
import type { BaseReader } from "./base-reader.ts";
import { inParallel } from "./in-parallel.ts";

/** A changed file in which there is no policy now. */
export interface WithoutPolicy {
  readonly file: TextFile;
  readonly change: ChangedFile;
}

/**
 * Files that held a policy on the base branch and can no longer be read as one: a broken policy must not pass for a
 * file that never was one. A template or a plan that can be read, and no longer holds any, is as good as a deleted one;
 * one that is cut off is not.
 */
export async function lostPolicies(
  files: readonly WithoutPolicy[],
  base: BaseReader,
  moduleOf: ModuleOf,
): Promise<NotAnalysed[]> {
  const suspects = files.filter(
    ({ file, change }) => canHaveLostPolicy(change, file) && !isReadWithoutPolicy(file, moduleOf),
  );
  const lost = await inParallel(suspects, async ({ file }): Promise<NotAnalysed[]> => {
    const before = await base.read(file.path);
    if (before.kind === "new" || before.kind === "untold") return [];
    if (before.kind === "fault") {
      const because = before.because.replace(/\.$/, "");
      const details = `There is no policy in this text, and whether there was one on the base branch could not be read (${because}). Allow \`contents: read\`, or check out with \`fetch-depth: 0\`.`;
      return [notAnalysed(file.path, { code: "BASE_UNREADABLE", details }, file.path)];
    }
    const { policies, unread } = policiesIn({ path: before.path, text: before.text });
    // One that is not known without other files is one all the same.
    if (policies.length === 0 && unread.every(({ name }) => name === undefined)) return [];
    const details = `On the base branch ${before.path === file.path ? "this" : `\`${before.path}\``} holds a policy, and none can be read in this text. Mend it, or delete the file if the policy is to go.`;
    return [notAnalysed(file.path, { code: "POLICY_LOST", details }, file.path)];
  });
  return lost.flat();
}

/** A file of a known kind without a policy and without a fault of its own. */
function isReadWithoutPolicy(file: TextFile, moduleOf: ModuleOf): boolean {
  return !("outcome" in recognise(file)) && validateFiles([file], { moduleOf }).every(isNoPolicy);
}

/**
 * Where GitHub gives the diff, most files need not be read from the base: what was said of a policy would stand in it.
 */
function canHaveLostPolicy({ status, patch }: ChangedFile, { text }: TextFile): boolean {
  if (status === "added" || status === "removed") return false;
  if (patch === undefined || speaksOfPolicy(text)) return true;
  const dropped = patch.split("\n").filter((line) => line.startsWith("-"));
  return speaksOfPolicy(dropped.map((line) => line.slice(1)).join("\n"));
}

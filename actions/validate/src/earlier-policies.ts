import {
  folderOf,
  type GivenValues,
  isModuleFile,
  type PoliciesInFile,
  policiesIn,
  type TerraformModule,
  type TextFile,
} from "@redshift-guard/core";
import type { BaseReader } from "./base-reader.ts";
import type { FormerlyGiven } from "./former-values.ts";
import { nameOf } from "./policies-by-name.ts";

/** What the policies of a file are compared with. */
export type Earlier =
  | {
      readonly kind: "base";
      /** The same file on the base branch; absent when the change adds it. */
      readonly file?: TextFile;
      /** The Terraform files of its folder there, where it needs them, or has policies that may come from them. */
      readonly module?: TerraformModule;
      /** The values that the base gave to its policies, where the change may give others. */
      readonly values?: GivenValues;
      /** Stands in for what is new: a whole file, or a policy in it. */
      readonly reference?: TextFile;
    }
  | { readonly kind: "none" }
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly details: string };

export interface EarlierPolicies {
  /** `now` is what stands in the file: a policy may have come from another file of its Terraform module. */
  of(path: string, now: PoliciesInFile): Promise<Earlier>;
}

/** Looks up the same file on the base branch; for what is new, the reference policy, where there is one. */
export function earlierPolicies(
  base: BaseReader | undefined,
  formerlyGiven: FormerlyGiven | undefined,
  reference: TextFile | undefined,
): EarlierPolicies {
  const known = new Map<string, Promise<Earlier>>();

  async function find(path: string, now: PoliciesInFile): Promise<Earlier> {
    if (base === undefined) return { kind: "none" };
    const before = await base.read(path);
    const instead = reference === undefined ? {} : { reference };
    switch (before.kind) {
      case "text": {
        const file = { path: before.path, text: before.text };
        try {
          const isElsewhere = isModuleFile(path) && isModuleFile(file.path) && hasOthers(now, file);
          const module = await (isElsewhere ? base.moduleIn(folderOf(file.path)) : base.moduleOf(file));
          return {
            kind: "base",
            file,
            ...(module === undefined ? {} : { module }),
            ...valuesOf(file.path),
            ...instead,
          };
        } catch (error) {
          return unreadable((error as Error).message);
        }
      }
      case "new":
        if (!isModuleFile(path)) return { kind: "base", ...instead };
        try {
          return { kind: "base", module: await base.moduleIn(folderOf(path)), ...valuesOf(path), ...instead };
        } catch (error) {
          return unreadable((error as Error).message);
        }
      case "untold":
        return before;
      case "fault":
        return unreadable(before.because);
    }
  }

  function valuesOf(path: string): { readonly values?: GivenValues } {
    return formerlyGiven === undefined ? {} : { values: formerlyGiven(path) };
  }

  return {
    of(path, now) {
      const asked = known.get(path) ?? find(path, now);
      known.set(path, asked);
      return asked;
    },
  };
}

/** Whether there are policies that the base's file has not. */
function hasOthers(now: PoliciesInFile, file: TextFile): boolean {
  const { policies, unread } = policiesIn(file);
  const names = new Set([...policies, ...unread].map(nameOf));
  return now.policies.some((policy) => !names.has(nameOf(policy)));
}

function unreadable(because: string): Earlier {
  const details = `The policy on the base branch could not be read (${because.replace(/\.$/, "")}), so new access cannot be ruled out. Allow \`contents: read\`, or check out with \`fetch-depth: 0\`.`;
  return { kind: "fault", details };
}

import type { Surroundings, TextFile } from "@redshift-guard/core";
import type { BaseReader } from "./base-reader.ts";
import type { FormerlyGiven } from "./former-values.ts";

/** What the policies of a file are compared with. */
export type Earlier =
  | {
      readonly kind: "base";
      /** The same file on the base branch; absent when the change adds it. */
      readonly file?: TextFile;
      /** What is known beside it there, where that is not what is known now: its module, its values. */
      readonly surroundings?: Surroundings;
      /** Stands in for what is new: a whole file, or a policy in it. */
      readonly reference?: TextFile;
    }
  | { readonly kind: "none" }
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly details: string };

export interface EarlierPolicies {
  of(path: string): Promise<Earlier>;
}

/** Looks up the same file on the base branch; for what is new, the reference policy, where there is one. */
export function earlierPolicies(
  base: BaseReader | undefined,
  formerlyGiven: FormerlyGiven | undefined,
  reference: TextFile | undefined,
): EarlierPolicies {
  const known = new Map<string, Promise<Earlier>>();

  async function find(path: string): Promise<Earlier> {
    if (base === undefined) return { kind: "none" };
    const before = await base.read(path);
    const instead = reference === undefined ? {} : { reference };
    switch (before.kind) {
      case "text": {
        const file = { path: before.path, text: before.text };
        try {
          const module = await base.moduleOf(file);
          const surroundings: Surroundings = {
            ...(module === undefined ? {} : { moduleOf: () => module }),
            ...(formerlyGiven === undefined ? {} : { values: formerlyGiven(before.path) }),
          };
          return { kind: "base", file, surroundings, ...instead };
        } catch (error) {
          return unreadable((error as Error).message);
        }
      }
      case "new":
        return { kind: "base", ...instead };
      case "untold":
        return before;
      case "fault":
        return unreadable(before.because);
    }
  }

  return {
    of(path) {
      const asked = known.get(path) ?? find(path);
      known.set(path, asked);
      return asked;
    },
  };
}

function unreadable(because: string): Earlier {
  const details = `The policy on the base branch could not be read (${because.replace(/\.$/, "")}), so new access cannot be ruled out. Allow \`contents: read\`, or check out with \`fetch-depth: 0\`.`;
  return { kind: "fault", details };
}

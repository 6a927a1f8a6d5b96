import type { TextFile } from "@redshift-guard/core";
import type { BaseReader } from "./base-text.ts";

/** What the policies of a file are compared with. */
export type Earlier =
  | {
      readonly kind: "policy";
      readonly file: TextFile;
      /** In words, as the beginning of a sentence: "The base branch's policy". */
      readonly name: string;
      /** A reference stands for every policy; a base file's policies are found by their names. */
      readonly isReference: boolean;
    }
  | { readonly kind: "none" }
  | { readonly kind: "fault"; readonly details: string };

export interface EarlierPolicies {
  of(path: string): Promise<Earlier>;
}

/** The same file on the base branch; for a new file the reference policy, where there is one. */
export function earlierPolicies(base: BaseReader | undefined, reference: TextFile | undefined): EarlierPolicies {
  const known = new Map<string, Promise<Earlier>>();

  async function find(path: string): Promise<Earlier> {
    if (base === undefined) return { kind: "none" };
    const before = await base.read(path);
    switch (before.kind) {
      case "text":
        return {
          kind: "policy",
          file: { path: before.path, text: before.text },
          name: "The base branch's policy",
          isReference: false,
        };
      case "new":
        if (reference === undefined) return { kind: "none" };
        return {
          kind: "policy",
          file: reference,
          name: `The reference policy \`${reference.path}\``,
          isReference: true,
        };
      case "fault": {
        const because = before.because.replace(/\.$/, "");
        const details = `The policy on the base branch could not be read (${because}), so new access cannot be ruled out. Allow \`contents: read\`, or check out with \`fetch-depth: 0\`.`;
        return { kind: "fault", details };
      }
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

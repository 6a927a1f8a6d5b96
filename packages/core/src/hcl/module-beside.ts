import type { GivenValues } from "../given-values.ts";
import type { Taken } from "../policy-variant.ts";
import { quote } from "../quote.ts";
import { fileName, type ModuleOf } from "../terraform/module.ts";
import { commonType, type TerraformPolicyType } from "./document-types.ts";
import { type Declared, type ModuleDeclarations, moduleDeclarations } from "./module-declarations.ts";
import type { HclBlock, HclExpression } from "./syntax.ts";

/** The module around one file: asked where a policy of the file needs it, and not before. */
export interface ModuleBeside {
  /** `own` is what the file itself declares under that name. */
  local(name: string, own: HclExpression | undefined): HclExpression | undefined;
  block(address: string, own: HclBlock | undefined): HclBlock | undefined;
  /** What the module makes of a document; `own` is what the file itself makes of it. */
  typeOf(document: string, own: TerraformPolicyType | undefined): TerraformPolicyType | undefined;
  /** Whether another file names the document, or may: one that is not read. */
  namesDocument(name: string): boolean;
  /** Where the module's resources take a document as their policy, with the values that are given, as far as is known. */
  takersOf(document: string, values: GivenValues): readonly Taken[] | undefined;
  /** Sentences on what was asked since the last time and is not known, and on files that may tell it. */
  takeDoubts(): readonly string[];
}

export function moduleBeside(path: string, moduleOf: ModuleOf): ModuleBeside {
  let read: ModuleDeclarations | undefined;
  const doubts = new Set<string>();
  return {
    local(name, own) {
      const { locals } = declarations();
      return isDoubtful(`local.${name}`, own, locals.get(name)) ? undefined : (own ?? locals.get(name)?.value);
    },
    block(address, own) {
      const { blocks } = declarations();
      return isDoubtful(address, own, blocks.get(address)) ? blockOfAnyMeaning : (own ?? blocks.get(address)?.value);
    },
    typeOf(document, own) {
      const theirs = declarations().documentTypes().get(document);
      return own === undefined || theirs === undefined ? (own ?? theirs) : commonType(own, theirs);
    },
    namesDocument(name) {
      const { notRead, documentNames } = declarations();
      return notRead !== undefined || documentNames().some((file) => file.path !== path && file.names.has(name));
    },
    takersOf: (document, values) => declarations().takersOfDocuments(values)(document),
    takeDoubts() {
      const taken = [...doubts].slice(0, 3);
      doubts.clear();
      return read?.notRead === undefined ? taken : [...taken, read.notRead];
    },
  };

  function declarations(): ModuleDeclarations {
    read ??= moduleDeclarations(moduleOf(path));
    return read;
  }

  /**
   * Whether the module leaves open what the name stands for; if so, why is noted. Where two files declare a name, which
   * Terraform refuses, this file's own counts: the other may be an older copy. But an override file changes this one, too.
   */
  function isDoubtful<T>(name: string, own: T | undefined, theirs: Declared<T> | undefined): boolean {
    const { unreadOverride } = declarations();
    const otherCounts = own === undefined || theirs?.isOverridden === true;
    const doubt =
      unreadOverride !== undefined
        ? `${quote(fileName(unreadOverride))} may declare ${quote(name)} anew.`
        : otherCounts
          ? theirs?.doubt
          : undefined;
    if (doubt !== undefined) doubts.add(doubt);
    return doubt !== undefined;
  }
}

/** Of a block with a provider of its own, nothing that it says is taken for known. */
const blockOfAnyMeaning: HclBlock = {
  type: { kind: "string", start: 0, end: 0, value: "" },
  labels: [],
  start: 0,
  end: 0,
  body: {
    start: 0,
    end: 0,
    blocks: [],
    attributes: [
      {
        name: { kind: "string", start: 0, end: 0, value: "provider" },
        value: { kind: "computed", start: 0, end: 0, text: "" },
      },
    ],
  },
};

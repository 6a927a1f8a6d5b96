import type { GivenValues } from "../given-values.ts";
import { inWords } from "../in-words.ts";
import type { Variant } from "../policy-variant.ts";
import { quote } from "../quote.ts";
import { reasonNotToRead } from "../reason-not-to-read.ts";
import type { ModuleOf, TerraformModule, TextFile } from "../source.ts";
import { isTerraformJson } from "../terraform/is-terraform-json.ts";
import { fileName, isOverrideFile, longestModuleFile } from "../terraform/module-files.ts";
import { takersOf } from "./document-takers.ts";
import { commonType, documentTypes, type TerraformPolicyType } from "./document-types.ts";
import { readHcl } from "./read.ts";
import { blocksIn, declarationsFrom, type HclDeclarations, localsIn } from "./resolve.ts";
import type { HclBlock, HclBody, HclExpression } from "./syntax.ts";

/** The module around one file: asked where a policy of the file needs it, and not before. */
export interface ModuleBeside {
  /** `own` is what the file itself declares under that name. */
  local(name: string, own: HclExpression | undefined): HclExpression | undefined;
  block(address: string, own: HclBlock | undefined): HclBlock | undefined;
  /** What the module makes of a document; `own` is what the file itself makes of it. */
  typeOf(document: string, own: TerraformPolicyType | undefined): TerraformPolicyType | undefined;
  /** Where the module's resources take a document as their policy, with the values that are given. */
  takersOf(document: string, values: GivenValues): readonly Variant[];
  /** Sentences on what was asked since the last time and is not known, and on files that may tell it. */
  takeDoubts(): readonly string[];
}

export function moduleBeside(path: string, moduleOf: ModuleOf): ModuleBeside {
  let names: ModuleNames | undefined;
  const doubts = new Set<string>();
  return {
    local(name, own) {
      const told = tell(`local.${name}`, own, read().locals.get(name));
      return "doubt" in told ? undefined : told.value;
    },
    block(address, own) {
      const told = tell(address, own, read().blocks.get(address));
      return "doubt" in told ? untold : told.value;
    },
    typeOf(document, own) {
      const theirs = read().types().get(document);
      return own === undefined || theirs === undefined ? (own ?? theirs) : commonType(own, theirs);
    },
    takersOf: (document, values) => read().takers(values)(document),
    takeDoubts() {
      const taken = [...doubts].slice(0, 3);
      doubts.clear();
      return names?.notRead === undefined ? taken : [...taken, names.notRead];
    },
  };

  function read(): ModuleNames {
    names ??= namesOf(moduleOf(path));
    return names;
  }

  /**
   * What the name stands for when the whole module counts. What Terraform refuses, a name that is declared twice, is read
   * as the file itself has it: beside it may lie an older copy.
   */
  function tell<T>(
    name: string,
    own: T | undefined,
    theirs: Declared<T> | undefined,
  ): { readonly value: T | undefined } | { readonly doubt: string } {
    const doubt =
      read().lostOverride?.(name) ?? (own === undefined || theirs?.isOverridden === true ? theirs?.doubt : undefined);
    if (doubt === undefined) return { value: own ?? theirs?.value };
    doubts.add(doubt);
    return { doubt };
  }
}

/** What a module's files declare, by the names that references have, and what its resources make of its documents. */
interface ModuleNames {
  readonly locals: ReadonlyMap<string, Declared<HclExpression>>;
  readonly blocks: ReadonlyMap<string, Declared<HclBlock>>;
  readonly types: () => ReadonlyMap<string, TerraformPolicyType>;
  readonly takers: (values: GivenValues) => ReturnType<typeof takersOf>;
  /** Which files may declare more. A sentence. */
  readonly notRead: string | undefined;
  /** What to say of each name, where a file that may change it is not read. */
  readonly lostOverride?: (name: string) => string;
}

interface Declared<T> {
  readonly path: string;
  readonly value: T;
  /** Why it is not known which value the name has. A sentence. */
  readonly doubt?: string;
  readonly isOverridden?: true;
}

const known = new WeakMap<TerraformModule, ModuleNames>();

function namesOf(module: TerraformModule): ModuleNames {
  const names = known.get(module) ?? readNames(module);
  known.set(module, names);
  return names;
}

function readNames(module: TerraformModule): ModuleNames {
  const notRead = [...module.notRead];
  const bodies: { readonly path: string; readonly body: HclBody }[] = [];
  for (const file of module.files) {
    const body = readFile(file);
    if (typeof body === "string") notRead.push({ path: file.path, because: body });
    else bodies.push({ path: file.path, body });
  }
  const locals = new Map<string, Declared<HclExpression>>();
  const blocks = new Map<string, Declared<HclBlock>>();
  for (const { path, body } of bodies) {
    for (const [name, value] of localsIn(body)) declare(locals, name, `local.${name}`, path, value);
    for (const [address, block] of blocksIn(body)) declare(blocks, address, address, path, block);
  }
  let types: Map<string, TerraformPolicyType> | undefined;
  let takers: { readonly given: string; readonly of: ReturnType<typeof takersOf> } | undefined;
  const lost = notRead.find(({ path }) => isOverrideFile(path));
  return {
    locals,
    blocks,
    types: () => {
      types ??= typesIn();
      return types;
    },
    takers: (values) => {
      const given = JSON.stringify(values);
      if (takers?.given !== given) takers = { given, of: takersIn(values) };
      return takers.of;
    },
    notRead:
      notRead.length === 0
        ? undefined
        : `Not read of the Terraform files in its folder: ${inWords(
            notRead.map(({ path, because }) => `${quote(fileName(path))} (${because})`),
            3,
          )}.`,
    ...(lost === undefined
      ? {}
      : { lostOverride: (name) => `${quote(fileName(lost.path))} may declare ${quote(name)} anew.` }),
  };

  function declarationsOfAll(values: GivenValues = {}): HclDeclarations {
    const value = <T>(of: ReadonlyMap<string, Declared<T>>) => ({
      get: (name: string) => {
        const declared = of.get(name);
        return declared?.doubt === undefined ? declared?.value : undefined;
      },
    });
    const length = bodies.reduce((sum, { body }) => sum + body.end - body.start, 0);
    return declarationsFrom(value(locals), value(blocks), { values, length });
  }

  /** An override file may take another document for a resource: then either counts. */
  function takersIn(values: GivenValues): ReturnType<typeof takersOf> {
    const declarations = declarationsOfAll(values);
    return takersOf(bodies.map(({ body }) => ({ body, declarations })));
  }

  function typesIn(): Map<string, TerraformPolicyType> {
    const found = new Map<string, TerraformPolicyType>();
    const declarations = declarationsOfAll();
    for (const { path, body } of bodies) {
      for (const [document, type] of documentTypes(body, declarations)) {
        const { policyTypeReason } = type;
        const placed =
          policyTypeReason === undefined
            ? type
            : { ...type, policyTypeReason: `${policyTypeReason} in ${quote(fileName(path))}` };
        const before = found.get(document);
        found.set(document, before === undefined ? placed : commonType(before, placed));
      }
    }
    return found;
  }
}

/** What stands in the file, or why that is not known: a clause. */
function readFile({ path, text }: TextFile): HclBody | string {
  if (text.trim() === "") return { start: 0, end: 0, attributes: [], blocks: [] };
  if (isTerraformJson(path)) return "it is Terraform's JSON";
  if (text.length > longestModuleFile) return `it has more than ${longestModuleFile} characters`;
  if (reasonNotToRead(text) !== undefined) return "it is no text of Terraform's";
  const body = readHcl(text);
  return "details" in body ? "it is no HCL that can be read" : body;
}

function declare<T>(names: Map<string, Declared<T>>, key: string, name: string, path: string, value: T): void {
  const before = names.get(key);
  const overriding = before?.isOverridden === true ? before.path : isOverrideFile(path) ? path : undefined;
  if (overriding !== undefined)
    names.set(key, {
      path,
      value,
      doubt: `${quote(fileName(overriding))} declares ${quote(name)} anew.`,
      isOverridden: true,
    });
  else if (before !== undefined) names.set(key, { path, value, doubt: declaredTwice(name, before.path, path) });
  else names.set(key, { path, value });
}

function declaredTwice(name: string, one: string, other: string): string {
  const where =
    one === other
      ? `twice in ${quote(fileName(one))}`
      : `both in ${quote(fileName(one))} and in ${quote(fileName(other))}`;
  return `${quote(name)} is declared ${where}.`;
}

/** Stands for a block that may say anything: of one with another provider, nothing is known. */
const untold: HclBlock = {
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

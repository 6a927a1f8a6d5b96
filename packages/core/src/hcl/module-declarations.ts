import type { GivenValues } from "../given-values.ts";
import { inWords } from "../in-words.ts";
import { quote } from "../quote.ts";
import { reasonNotToRead } from "../reason-not-to-read.ts";
import type { TextFile } from "../source.ts";
import { isTerraformJson } from "../terraform/is-terraform-json.ts";
import { fileName, isOverrideFile, type NotReadOfModule, type TerraformModule } from "../terraform/module.ts";
import { takersOf } from "./document-takers.ts";
import { commonType, documentTypes, type TerraformPolicyType } from "./document-types.ts";
import { jsonConfiguration } from "./json-configuration.ts";
import { readHcl } from "./read.ts";
import { blocksIn, declarationsFrom, type HclDeclarations, localsIn } from "./resolve.ts";
import type { HclBlock, HclBody, HclExpression } from "./syntax.ts";
import { documentNames } from "./taken-in.ts";

/** In UTF-16 code units; a longer file is a table of data rather than a configuration. */
const longestFile = 250_000;

/** What the files of a module declare, by the names that references have. */
export interface ModuleDeclarations {
  readonly locals: ReadonlyMap<string, Declared<HclExpression>>;
  readonly blocks: ReadonlyMap<string, Declared<HclBlock>>;
  /** What the module's resources make of its documents, by the documents' names. */
  documentTypes(): ReadonlyMap<string, TerraformPolicyType>;
  /** Where the module's resources take a document as their policy, with the values that are given. */
  takersOfDocuments(values: GivenValues): DocumentTakers;
  /** Which documents each file names. */
  documentNames(): readonly DocumentNames[];
  /** Which files may declare more. A sentence. */
  readonly notRead: string | undefined;
  /** An override file among those: it may declare any name anew. */
  readonly unreadOverride: string | undefined;
}

type DocumentTakers = ReturnType<typeof takersOf>;

interface DocumentNames {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

/** What a name stands for in a module. */
export interface Declared<T> {
  readonly path: string;
  readonly value: T;
  /** Why it may stand for something else. A sentence. */
  readonly doubt?: string;
  /** The doubt comes from an override file, and so holds for the file that declares the name, too. */
  readonly isOverridden?: true;
}

const known = new WeakMap<TerraformModule, ModuleDeclarations>();

/** Worked out once for each module. */
export function moduleDeclarations(module: TerraformModule): ModuleDeclarations {
  const declarations = known.get(module) ?? declarationsIn(module);
  known.set(module, declarations);
  return declarations;
}

interface ParsedFile {
  readonly path: string;
  readonly body: HclBody;
}

function declarationsIn(module: TerraformModule): ModuleDeclarations {
  const notRead = [...module.notRead];
  const files: ParsedFile[] = [];
  for (const file of module.files) {
    const body = parse(file);
    if (typeof body === "string") notRead.push({ path: file.path, because: body });
    else files.push({ path: file.path, body });
  }
  const locals = new Map<string, Declared<HclExpression>>();
  const blocks = new Map<string, Declared<HclBlock>>();
  for (const { path, body } of files) {
    for (const [name, value] of localsIn(body)) declare(locals, name, `local.${name}`, path, value);
    for (const [address, block] of blocksIn(body)) declare(blocks, address, address, path, block);
  }
  let types: ReadonlyMap<string, TerraformPolicyType> | undefined;
  let takers: { readonly given: string; readonly of: DocumentTakers } | undefined;
  let named: readonly DocumentNames[] | undefined;
  return {
    locals,
    blocks,
    documentTypes() {
      types ??= typesOfDocuments(files, ofAll({}));
      return types;
    },
    takersOfDocuments(values) {
      const given = JSON.stringify(values);
      // An override file may take another document for a resource: then either counts.
      if (takers?.given !== given) {
        const declarations = ofAll(values);
        takers = { given, of: takersOf(files.map(({ body }) => ({ body, declarations }))) };
      }
      return takers.of;
    },
    documentNames() {
      named ??= module.files.map(({ path, text }) => ({ path, names: new Set(documentNames(text)) }));
      return named;
    },
    notRead: notRead.length === 0 ? undefined : namesNotRead(notRead),
    unreadOverride: notRead.find(({ path }) => isOverrideFile(path))?.path,
  };

  function ofAll(values: GivenValues): HclDeclarations {
    const length = files.reduce((sum, { body }) => sum + body.end - body.start, 0);
    return declarationsFrom(undoubted(locals), undoubted(blocks), { values, length });
  }
}

/** What stands in the file, or why that is not known: a clause. */
function parse({ path, text }: TextFile): HclBody | string {
  if (text.trim() === "") return { start: 0, end: 0, attributes: [], blocks: [] };
  if (text.length > longestFile) return `it has more than ${longestFile} characters`;
  if (reasonNotToRead(text) !== undefined) return "it is no text of Terraform's";
  if (isTerraformJson(path)) return jsonConfiguration(text) ?? "it is no JSON of Terraform's that can be read";
  const body = readHcl(text);
  return "details" in body ? "it is no HCL that can be read" : body;
}

/** `key` is the name as the map has it, `name` as a reference does. */
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

function typesOfDocuments(
  files: readonly ParsedFile[],
  declarations: HclDeclarations,
): ReadonlyMap<string, TerraformPolicyType> {
  const found = new Map<string, TerraformPolicyType>();
  for (const { path, body } of files) {
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

function undoubted<T>(names: ReadonlyMap<string, Declared<T>>): Pick<ReadonlyMap<string, T>, "get"> {
  return {
    get: (name) => {
      const declared = names.get(name);
      return declared?.doubt === undefined ? declared?.value : undefined;
    },
  };
}

function namesNotRead(files: readonly NotReadOfModule[]): string {
  const reasons = files.map(({ path, because }) => `${quote(fileName(path))} (${because})`);
  return `Not read of the Terraform files in its folder: ${inWords(reasons, 3)}.`;
}

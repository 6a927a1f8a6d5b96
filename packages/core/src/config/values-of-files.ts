import type { Location } from "../finding.ts";
import type { GivenValue, GivenValues } from "../given-values.ts";
import { readHcl } from "../hcl/read.ts";
import type { HclExpression } from "../hcl/syntax.ts";
import { toNode } from "../hcl/to-node.ts";
import { parseText } from "../parse-policy.ts";
import type { UnknownValue } from "../partly-known.ts";
import type { TextFile } from "../source.ts";
import { memberOf, type Node, stringOf } from "../syntax/node.ts";
import { besideConfig } from "./beside-config.ts";
import {
  either,
  list,
  map,
  oneOrMany,
  type Placed,
  placed,
  type Shape,
  type ShapeContext,
  wrongType,
} from "./shape.ts";
import { text } from "./value-shape.ts";

/** An entry of `validate.values` as written: the files that hold them, or the values by name. */
export type WrittenValues = readonly string[] | ReadonlyMap<string, Placed<GivenValue>>;

/** What an entry of `validate.values` gives to the files that its glob reaches. */
export interface ValuesOfFiles {
  readonly at: Location;
  readonly values: GivenValues;
  /** The files that hold them, from where the config's own path counts. */
  readonly files: readonly string[];
  /** Where the config itself names them. What a file of a deployment holds is for more than policies. */
  readonly names: ReadonlyMap<string, Location>;
}

const kinds = ["string", "number", "boolean", "array", "object"];

const value: Shape<GivenValue> = {
  expected: "a text, a number, a boolean, a list or an object",
  fits: (node) => node.kind !== "null",
  read: (node, context) => (node.kind === "null" ? wrongType(node, value.expected, context, "") : read(node, context)),
  // A list and an object may hold what they are held by.
  schema: () => ({ type: kinds }),
};

/** What a list or an object holds may be null. */
const inner: Shape<GivenValue> = { ...value, fits: () => true, read, schema: () => ({ type: [...kinds, "null"] }) };

function read(node: Node, context: ShapeContext): GivenValue | undefined {
  if (node.kind === "array") return list(inner, value.expected).read(node, context);
  if (node.kind !== "object") return scalarOf(node);
  const members = map(inner, value.expected).read(node, context);
  return members === undefined ? undefined : Object.fromEntries(members);
}

export const writtenValues: Shape<WrittenValues> = either<readonly string[], ReadonlyMap<string, Placed<GivenValue>>>(
  oneOrMany(text({ expected: "the path of a file that holds values", examples: ["parameters/production.json"] })),
  map(placed(value), "an object from name to value"),
);

/** The values themselves, of several files the last one's. A file that cannot be read is reported, and gives none. */
export function valuesOfFiles(
  { value: written, at }: Placed<WrittenValues>,
  configPath: string,
  readFile: (path: string) => string | undefined,
  report: ShapeContext["report"],
): ValuesOfFiles {
  if (written instanceof Map) {
    const entries = [...written].map(([name, { value: given }]): [string, GivenValue] => [name, given]);
    const names = new Map([...written].map(([name, placedValue]) => [name, placedValue.at]));
    return { at, files: [], values: Object.fromEntries(entries), names };
  }
  const files = (written as readonly string[]).map((path) => besideConfig(configPath, path));
  return { at, files, values: Object.fromEntries(files.flatMap(readValues)), names: new Map() };

  function readValues(path: string): [string, GivenValue][] {
    const content = readFile(path);
    if (content === undefined) {
      const details = `The file \`${path}\` cannot be read. Paths count from the folder of the config file.`;
      report("CONFIG_FILE_NOT_FOUND", at, details);
      return [];
    }
    const found = valuesIn({ path, text: content });
    if (typeof found !== "string") return found;
    report("CONFIG_WRONG_VALUE", at, `The file \`${path}\` gives no values: ${found}.`);
    return [];
  }
}

const forms =
  'it is no parameter file of CloudFormation (`[{ "ParameterKey": …, "ParameterValue": … }]`, or `{ "Parameters": { … } }`) and no `.tfvars`, `.tfvars.json` or `.tf` of Terraform';

/** The values of a file, or in words why there are none. */
function valuesIn(file: TextFile): [string, GivenValue][] | string {
  if (/\.(?:tfvars|tf|tofu)$/i.test(file.path)) return valuesInTerraform(file);
  const { root, problems, tooDeep } = parseText(file.text, { file: file.path });
  const [problem] = problems;
  if (problem !== undefined) return `it has a fault (${problem.details.replace(/\.$/, "")})`;
  if (root === undefined || tooDeep !== undefined) return forms;
  if (/\.tfvars\.json$/i.test(file.path)) return root.kind === "object" ? entriesOf(root, plainOf) : forms;
  const parameters = root.kind === "array" ? root : memberOf(root, "Parameters")?.value;
  if (parameters?.kind === "object") return entriesOf(parameters, parameterOf);
  if (parameters?.kind !== "array") return forms;
  const named: [string, GivenValue][] = [];
  for (const item of parameters.items) {
    const name = stringOf(item, "ParameterKey");
    if (name === undefined) return forms;
    const given = memberOf(item, "ParameterValue")?.value;
    // `UsePreviousValue` is known to the stack alone.
    if (given !== undefined) named.push(...entry(name, parameterOf(given)));
  }
  return named;
}

/** Of a configuration, the defaults of its variables: who names the file says that they are the deployment's. */
function valuesInTerraform({ path, text: source }: TextFile): [string, GivenValue][] | string {
  const body = readHcl(source);
  if ("details" in body) return `it has a fault (${body.details.replace(/\.$/, "")})`;
  if (/\.tfvars$/i.test(path))
    return body.attributes.flatMap(({ name, value: given }) => ofExpression(name.value, given));
  return body.blocks.flatMap(({ type, labels: [name], body: variable }) => {
    const standard = variable.attributes.find((attribute) => attribute.name.value === "default");
    const isDefault = type.value === "variable" && name !== undefined && standard !== undefined;
    return isDefault ? ofExpression(name.value, standard.value) : [];
  });
}

function ofExpression(name: string, expression: HclExpression): [string, GivenValue][] {
  const unknown: UnknownValue[] = [];
  const node = toNode(expression, unknown);
  return unknown.length === 0 ? entry(name, plainOf(node)) : [];
}

function entriesOf(node: Node, valueIn: (node: Node) => GivenValue | undefined): [string, GivenValue][] {
  return node.kind === "object"
    ? node.members.flatMap(({ key, value: given }) => entry(key.value, valueIn(given)))
    : [];
}

function entry(name: string, given: GivenValue | undefined): [string, GivenValue][] {
  return given === undefined ? [] : [[name, given]];
}

/** A number of Terraform's is one however it is written, as far as it is exact. */
function plainOf(node: Node): GivenValue {
  if (node.kind === "array") return node.items.map(plainOf);
  if (node.kind === "object") return Object.fromEntries(node.members.map((one) => [one.key.value, plainOf(one.value)]));
  return node.kind === "number" && node.text.length <= 15 ? node.value : scalarOf(node);
}

/** Undefined for what is no parameter's value, such as null, and the functions that a pipeline's file may hold. */
function parameterOf(node: Node): GivenValue | undefined {
  if (node.kind === "null") return undefined;
  if (node.kind !== "array") return node.kind === "object" ? undefined : scalarOf(node);
  const items = node.items.map(parameterOf);
  return items.every((item) => item !== undefined && typeof item !== "object") ? (items as GivenValue) : undefined;
}

/** A number that another one would be written for keeps its text: an account that begins with a zero, `1.50`. */
function scalarOf(node: Exclude<Node, { readonly kind: "array" | "object" }>): GivenValue {
  if (node.kind === "number" || node.kind === "boolean")
    return String(node.value) === node.text ? node.value : node.text;
  return node.value;
}

import type { Location } from "../finding.ts";
import type { GivenValues } from "../given-values.ts";
import { readHcl } from "../hcl/read.ts";
import type { HclExpression } from "../hcl/syntax.ts";
import { toNode } from "../hcl/to-node.ts";
import { parseText } from "../parse-policy.ts";
import type { UnknownValue } from "../partly-known.ts";
import type { TextFile } from "../source.ts";
import { memberOf, type Node, stringOf } from "../syntax/node.ts";
import { besideConfig } from "./beside-config.ts";
import { either, list, map, oneOrMany, type Placed, placed, type Shape, type ShapeContext } from "./shape.ts";
import { scalarText, text } from "./value-shape.ts";

type Value = string | readonly string[];

/** An entry of `validate.values` as written: the files that hold them, or the values by name. */
export type WrittenValues = readonly string[] | ReadonlyMap<string, Placed<Value>>;

/** What an entry of `validate.values` gives to the files that its glob reaches. */
export interface ValuesOfFiles {
  readonly at: Location;
  readonly values: GivenValues;
  /** The files that hold them, from where the config's own path counts. */
  readonly files: readonly string[];
  /** Where the config itself names them. What a file of a deployment holds is for more than policies. */
  readonly names: ReadonlyMap<string, Location>;
}

const value: Shape<Value> = either<readonly string[], string>(list(scalarText, "a list of texts"), scalarText);

export const writtenValues: Shape<WrittenValues> = either<readonly string[], ReadonlyMap<string, Placed<Value>>>(
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
    const entries = [...written].map(([name, { value: given }]): [string, Value] => [name, given]);
    const names = new Map([...written].map(([name, placedValue]) => [name, placedValue.at]));
    return { at, files: [], values: Object.fromEntries(entries), names };
  }
  const files = (written as readonly string[]).map((path) => besideConfig(configPath, path));
  return { at, files, values: Object.fromEntries(files.flatMap(read)), names: new Map() };

  function read(path: string): [string, Value][] {
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

/** The values of a file, or in words why there are none. What is no text, number, boolean or list of them is left out. */
function valuesIn(file: TextFile): [string, Value][] | string {
  if (/\.(?:tfvars|tf|tofu)$/i.test(file.path)) return valuesInTerraform(file);
  const { root, problems, tooDeep } = parseText(file.text, { file: file.path });
  const [problem] = problems;
  if (problem !== undefined) return `it has a fault (${problem.details.replace(/\.$/, "")})`;
  if (root === undefined || tooDeep !== undefined) return forms;
  if (/\.tfvars\.json$/i.test(file.path)) return root.kind === "object" ? entriesOf(root) : forms;
  const parameters = root.kind === "array" ? root : memberOf(root, "Parameters")?.value;
  if (parameters?.kind === "object") return entriesOf(parameters);
  if (parameters?.kind !== "array") return forms;
  const named: [string, Value][] = [];
  for (const item of parameters.items) {
    const name = stringOf(item, "ParameterKey");
    if (name === undefined) return forms;
    // `UsePreviousValue` is known to the stack alone.
    named.push(...entry(name, memberOf(item, "ParameterValue")?.value));
  }
  return named;
}

/** Of a configuration, the defaults of its variables: who names the file says that they are the deployment's. */
function valuesInTerraform({ path, text: source }: TextFile): [string, Value][] | string {
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

function ofExpression(name: string, expression: HclExpression): [string, Value][] {
  const unknown: UnknownValue[] = [];
  const node = toNode(expression, unknown);
  return unknown.length === 0 ? entry(name, node) : [];
}

function entriesOf(node: Node): [string, Value][] {
  return node.kind === "object" ? node.members.flatMap(({ key, value: given }) => entry(key.value, given)) : [];
}

function entry(name: string, node: Node | undefined): [string, Value][] {
  if (node?.kind !== "array") {
    const scalar = scalarOf(node);
    return scalar === undefined ? [] : [[name, scalar]];
  }
  const items = node.items.map(scalarOf);
  return items.every((item) => item !== undefined) ? [[name, items]] : [];
}

function scalarOf(node: Node | undefined): string | undefined {
  if (node?.kind === "string") return node.value;
  return node?.kind === "number" || node?.kind === "boolean" ? node.text : undefined;
}

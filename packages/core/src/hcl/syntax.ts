import type { Range, StringNode } from "../syntax/node.ts";

/** What a Terraform file is made of, as far as policies need it. Offsets are those of the file. */
export interface HclBody extends Range {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

export interface HclAttribute {
  readonly name: StringNode;
  /** The name of an object's member, where it has templates: `name` has their source. */
  readonly written?: HclText;
  readonly value: HclExpression;
}

export interface HclBlock extends Range {
  readonly type: StringNode;
  readonly labels: readonly StringNode[];
  readonly body: HclBody;
}

export type HclExpression =
  | HclText
  | (Range & { readonly kind: "number" | "boolean" | "null"; readonly text: string })
  | (Range & { readonly kind: "tuple"; readonly items: readonly HclExpression[] })
  | (Range & { readonly kind: "object"; readonly members: readonly HclAttribute[] })
  | (Range & { readonly kind: "call"; readonly name: string; readonly arguments: readonly HclExpression[] })
  /** References, operators, conditions, loops: what only Terraform can work out. */
  | (Range & { readonly kind: "computed"; readonly text: string });

export interface HclText extends Range {
  readonly kind: "text";
  readonly value: string;
  /** In quotes, where a quote and a backslash are escaped; a here document has them as they are. */
  readonly isQuoted: boolean;
  /** For each code unit of the value, and its end, where it stands in the file. */
  readonly offsets: readonly number[];
  /** Each `${…}` or `%{…}` in it: the value has their source there. */
  readonly templates: readonly HclTemplate[];
}

export interface HclTemplate extends Range {
  /** Where in the value its source begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** Where a file stops being HCL that this reader knows. */
export interface HclFault {
  readonly at: Range;
  readonly details: string;
}

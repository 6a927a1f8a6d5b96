import type { UnknownValue } from "../partly-known.ts";
import type { Node, Range, StringNode } from "../syntax/node.ts";

/** What a Terraform file is made of, as far as policies need it. Offsets are those of the file. */
export interface HclBody extends Range {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

export interface HclAttribute<Value = HclExpression> {
  readonly name: StringNode;
  /** The name of an object's member, where it has templates: `name` has their source. */
  readonly written?: HclText;
  readonly value: Value;
}

export interface HclBlock extends Range {
  readonly type: StringNode;
  readonly labels: readonly StringNode[];
  readonly body: HclBody;
}

export type HclExpression =
  | HclLiteral
  | HclTuple<HclExpression>
  | HclObject<HclExpression>
  | HclCall<HclExpression>
  | HclComputed;

export type HclLiteral = HclText | HclScalar;

export interface HclScalar extends Range {
  readonly kind: "number" | "boolean" | "null";
  readonly text: string;
}

/** References, operators, conditions, loops: `parseExpression` reads the text. Also what is not known of a value. */
export interface HclComputed extends Range {
  readonly kind: "computed";
  readonly text: string;
}

export interface HclTuple<Part> extends Range {
  readonly kind: "tuple";
  readonly items: readonly Part[];
  /** A set has each value once, in order, and its values are their own keys. */
  readonly isSet?: true;
}

export interface HclObject<Part> extends Range {
  readonly kind: "object";
  readonly members: readonly HclAttribute<Part>[];
}

export interface HclCall<Part> extends Range {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Part[];
  /** The last argument is a list of arguments: `merge(local.maps...)`. */
  readonly isExpanded?: true;
}

export interface HclText extends Range {
  readonly kind: "text";
  readonly value: string;
  /** In quotes, where a quote and a backslash are escaped; a here document has them as they are. */
  readonly isQuoted: boolean;
  /** For each code unit of the value, and its end, where it stands in the file. */
  readonly offsets: readonly number[];
  /** Each `${…}` or `%{…}` in it: the value has their source there. */
  readonly templates: readonly HclTemplate[];
  /** Of the text of an `aws_iam_policy_document`: what the text is of. */
  readonly document?: HclDocument;
}

/** A document that a block stands for. */
export interface HclDocument {
  /** The block's name. */
  readonly name: string;
  /** Of the instance, where the block has several. */
  readonly key?: string;
  readonly node: Node;
  readonly unknown: readonly UnknownValue[];
  /** Its places are those of another file, where the block is written. */
  readonly isElsewhere: boolean;
}

export interface HclTemplate extends Range {
  /** Where in the value its source begins and ends. */
  readonly from: number;
  readonly to: number;
  /** The part of it that is not known, where that is not all of it. */
  readonly unknown?: string;
}

/** Where a file stops being HCL that this reader knows. */
export interface HclFault {
  readonly at: Range;
  readonly details: string;
}

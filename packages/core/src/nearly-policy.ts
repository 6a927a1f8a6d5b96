import { editDistance } from "./edit-distance.ts";
import { holdsStatements, looksLikeStatement } from "./looks-like-policy.ts";
import type { Reason } from "./not-analysed.ts";
import type { TextFile } from "./source.ts";
import type { ParsedText } from "./syntax/json.ts";
import { memberOf, type Node, type Range } from "./syntax/node.ts";
import { isTerraformJson } from "./terraform/is-terraform-json.ts";
import { isNearDocument } from "./terraform/near-document.ts";
import { isTerraformPolicy } from "./terraform/policy-attribute.ts";

export interface NearlyPolicy extends Reason {
  readonly at: Range;
}

/** Whether a text can hold a policy at all: also one whose letters are written as escape sequences. Quick. */
export function speaksOfPolicy(text: string): boolean {
  // UTF-16 that was read as UTF-8 has a zero beside each letter.
  const letters = text.includes("\0") ? text.replaceAll("\0", "") : text;
  // In YAML, a word may go on after a backslash at the end of a line.
  return /statement|\beffect\\?["']?\s*[:=]|\\[ux][0-9a-f]|\\\r?\n|%[2-7][0-9a-f]/i.test(letters);
}

/**
 * Whether there can be anything to say about a text: it may hold a policy, name the place of one that stands elsewhere,
 * as `assume_role_policy = file("trust.txt")` does, or be a template that includes its resources. Quick.
 */
export function mayNamePolicy(text: string): boolean {
  return speaksOfPolicy(text) || /polic/i.test(text) || /\b(?:AWSTemplateFormatVersion|Resources)\b/.test(text);
}

/**
 * What looks like a policy in a file of no known kind, with the reason why it cannot be read as one. A file without a
 * policy may be passed over; one whose policy cannot be read may not.
 */
export function nearlyPolicy(file: TextFile, parsed: ParsedText | undefined): NearlyPolicy | undefined {
  if (parsed === undefined || !mayNamePolicy(file.text)) return undefined;
  const { root, problems } = parsed;
  const found = root === undefined ? undefined : (inTerraformJson(file, root) ?? inStatements(root));
  if (found !== undefined) return found;
  const [fault] = problems;
  if (fault === undefined || !mayHoldStatements(file)) return undefined;
  const details = `The text mentions a policy, and none could be read in it. ${fault.details} Mend that, and run again.`;
  return { code: "SYNTAX", details, at: fault.at };
}

/**
 * In a text that does not parse, the words are all there is: the name of the statements, or of two of their elements.
 * Also those of a policy in a string, whose quotes are escaped or percent-encoded.
 */
export function mentionsStatements(text: string): boolean {
  if (/"Statement\\*"\s*:|^Statement[ \t]*:|%22Statement%22/m.test(text)) return true;
  return /\bEffect\\*["']?[ \t]*:/.test(text) && /\b(?:Statement|(?:Not)?Action)\\*["']?[ \t]*:/.test(text);
}

/** Whether data that could not be read to its end may hold statements: in IAM's form, or in that of Terraform's JSON. */
function mayHoldStatements({ text, path }: TextFile): boolean {
  if (mentionsStatements(text) || hasWordsOfStatement(text)) return true;
  return isTerraformJson(path) && /"statement"\s*:/.test(text);
}

/**
 * However they are marked as names: by YAML's `? Effect`, quotes inside a string, escape sequences, percent-encoding.
 * Capitalised as in a policy, and with no other word after them, so that prose about an effect does not count.
 */
function hasWordsOfStatement(text: string): boolean {
  const words = withoutEscapes(text);
  return [/Effect\b(?! [a-z])/, /(?:Statement|Action)\b(?! [a-z])/, /(?:Allow|Deny)\b(?! [a-z])/].every((word) =>
    word.test(words),
  );
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\\r?\n[ \t]*/g, "")
    .replace(/(?:\\x|%)([0-7][0-9a-f])|\\(?:u00|U000000)([0-7][0-9a-f])/gi, (_, short, long) =>
      String.fromCharCode(Number.parseInt(short ?? long, 16)),
    );
}

function inStatements(root: Node): NearlyPolicy | undefined {
  const items = root.kind === "array" ? root.items : [];
  if (looksLikeStatement(root) || items.some(looksLikeStatement)) {
    const what = root.kind === "array" ? "This is a list of statements" : "This is a statement";
    return nearly(root, `${what} without its policy. Write \`{ "Version": "2012-10-17", "Statement": … }\` around it.`);
  }
  const several = items.find((item) => holdsStatements(memberOf(item, "Statement")?.value));
  if (several !== undefined) {
    return nearly(several, "This is a list of policies, and a file holds one. Write each into a file of its own.");
  }
  if (root.kind !== "object") return undefined;
  const misspelt = root.members.find(({ key, value }) => isNearStatement(key.value) && holdsStatements(value));
  if (misspelt === undefined) return undefined;
  return nearly(
    misspelt.key,
    `A policy has its statements under \`Statement\`, not \`${misspelt.key.value}\`. Rename it.`,
  );
}

function nearly({ start, end }: Node, details: string): NearlyPolicy {
  return { code: "NO_STATEMENT", details, at: { start, end } };
}

/** True for the right name as well. */
export function isNearStatement(name: string): boolean {
  return editDistance(name.toLowerCase(), "statement", 2) <= 2;
}

/** https://developer.hashicorp.com/terraform/language/syntax/json */
function inTerraformJson({ path }: TextFile, root: Node): NearlyPolicy | undefined {
  if (!isTerraformJson(path)) return undefined;
  const at =
    documentIn(memberOf(root, "data")?.value) ??
    attributeIn(memberOf(root, "resource")?.value) ??
    attributeIn(memberOf(root, "module")?.value);
  if (at === undefined) return undefined;
  const details =
    "It holds a policy in Terraform's JSON form, which is not understood here. Validate the plan instead: `terraform show -json PLAN`.";
  return { code: "TERRAFORM_JSON", details, at };
}

function documentIn(data: Node | undefined): Range | undefined {
  const members = blocksIn(data).flatMap((block) => (block.kind === "object" ? block.members : []));
  return members.find(({ key }) => isNearDocument(key.value))?.key;
}

function attributeIn(resource: Node | undefined): Range | undefined {
  for (const block of blocksIn(resource)) {
    const types = block.kind === "object" ? block.members : [];
    for (const { key, value } of types) {
      const found = policyAttribute(key.value, value);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Several blocks of one kind are written as a list. */
function blocksIn(node: Node | undefined): readonly Node[] {
  return node?.kind === "array" ? node.items : node === undefined ? [] : [node];
}

/** A policy is text with statements, or an expression. */
function policyAttribute(resource: string, node: Node): Range | undefined {
  if (node.kind === "array") {
    for (const item of node.items) {
      const found = policyAttribute(resource, item);
      if (found !== undefined) return found;
    }
  }
  if (node.kind !== "object") return undefined;
  for (const { key, value } of node.members) {
    if (value.kind !== "string") {
      const found = policyAttribute(resource, value);
      if (found !== undefined) return found;
    } else if (isTerraformPolicy(resource, key.value) ? /statement|\$\{/i.test(value.value) : isPolicyText(value.value))
      return key;
  }
  return undefined;
}

function isPolicyText(text: string): boolean {
  return /^\s*\{/.test(text) && mentionsStatements(text);
}

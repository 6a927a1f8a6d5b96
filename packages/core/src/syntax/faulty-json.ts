import type { ParsedText, SyntaxProblem } from "./json.ts";
import {
  brief,
  closerBehind,
  commentEnd,
  isForeignQuote,
  isForeignSpace,
  isStrayQuote,
  nextToken,
  type SurplusClosers,
  surplusClosers,
} from "./json-repair.ts";
import { readBareName, readForeignString, readNumber, readString, readWord } from "./json-token.ts";
import {
  type ArrayNode,
  type Member,
  memberOf,
  type Node,
  type ObjectNode,
  type Range,
  type StringNode,
} from "./node.ts";
import { problemsToTell } from "./problems-to-tell.ts";

/** After this many faults the text is no JSON; the last problem says that reading stopped. */
const maxProblems = 100;

/** A container that is being read; one of the two lists is its node's own. */
interface Frame {
  readonly node: ObjectNode | ArrayNode;
  readonly members: Member[] | undefined;
  readonly items: Node[] | undefined;
  /** The name that waited for this container as its value. */
  readonly key: StringNode | undefined;
}

const quoteInside =
  'This quote ends its string, and text follows it; write `\\"` for a quote that belongs to the string, or mend what follows.';

/** What may stand next: a value, a member's name, the colon behind it, or what follows a complete value. */
const awaitsValue = 0;
const awaitsName = 1;
const awaitsColon = 2;
const afterValue = 3;

/**
 * Reads any text in one pass without recursion. A fault becomes a problem with its place and repair, and reading goes
 * on, so that one run names every fault.
 */
export function parseFaultyJson(text: string, maxDepth: number): ParsedText {
  const problems: SyntaxProblem[] = [];
  const stack: Frame[] = [];
  const { length } = text;
  let i = 0;
  let frame: Frame | undefined;
  let key: StringNode | undefined;
  let root: Node | undefined;
  /** The comma before the token that is read now, for trailing commas; -1 where there is none. */
  let comma = -1;
  let state = awaitsValue;
  let lastEnd = 0;
  let tooDeep: Range | undefined;
  let surplus: SurplusClosers | undefined;

  if (text.charCodeAt(0) === 0xfeff) {
    report(0, 1, "The text begins with a byte order mark, which IAM refuses; save the file as UTF-8 without BOM.", "");
    i = 1;
  }
  for (;;) {
    skipSpace();
    if (i >= length || problems.length > maxProblems) break;
    const c = text.charCodeAt(i);
    if (state === awaitsValue) readValue(c);
    else if (state === awaitsName) readName(c);
    else if (state === awaitsColon) readColon(c);
    else if (frame === undefined) {
      if (reopensRoot()) continue;
      reportRest();
      break;
    } else readNext(c);
    if (tooDeep !== undefined) return { problems: [], tooDeep };
  }
  if (problems.length > maxProblems) reportStop();
  else if (frame !== undefined) reportEnd();
  while (frame !== undefined) finish(length);
  const told = problemsToTell(problems);
  return {
    ...(root === undefined ? {} : { root }),
    problems: told,
    ...(told === problems ? {} : { everyProblem: problems }),
  };

  /** Behind a complete value inside a container: a comma or a closing bracket. */
  function readNext(c: number): void {
    if (c === 0x7d || c === 0x5d) {
      close(c);
      return;
    }
    if (lastEnd === i && takesStrayQuote("next")) return;
    if (c === 0x2c /* , */) comma = i++;
    else if (c === 0x3b /* ; */) {
      report(i, i + 1, "Members and elements are separated by a comma, not by a semicolon.", ",");
      comma = i++;
    } else if (c === 0x3a /* : */) {
      if (closesBeforeName()) return;
      const details = "This colon follows a complete value; remove it, or put quotes around the whole text.";
      guess(i, i + 1, details);
      i++;
      return;
    } else {
      if (endsInsideWord(c)) guess(lastEnd - 1, lastEnd, quoteInside);
      else if (reopensLast()) return;
      else report(lastEnd, lastEnd, `A comma is missing here, before ${nextToken(text, i)}.`, ",");
      comma = -1;
    }
    state = frame?.members === undefined ? awaitsValue : awaitsName;
  }

  /**
   * Whether the last element, which a colon follows, is the name of a member behind an array that was not closed: then
   * the array ends before it. An array that is closed behind it has a colon too many.
   */
  function closesBeforeName(): boolean {
    const items = frame?.items;
    const name = items?.[items.length - 1];
    const last = items?.[items.length - 2];
    const around = stack[stack.length - 2];
    if (name?.kind !== "string" || last === undefined || around?.members === undefined) return false;
    if (last.kind === "object" && isSurplus("}")) {
      items?.pop();
      if (memberOf(last, name.value) === undefined) {
        items?.pop();
        reopen(last, undefined);
      } else {
        report(name.start, name.start, `A \`{\` is missing here, before ${nextToken(text, name.start)}.`, "{");
        push({ start: name.start, end: name.start, kind: "object", members: [] }, undefined);
      }
      takeName(name);
      return true;
    }
    if (closerBehind(text, i) === "]") return false;
    items?.pop();
    const later = problems.filter(({ at, replacement }) => {
      // A comma that is missing at the same place belongs behind the bracket.
      return at.start > last.end || (at.start === last.end && replacement === ",");
    });
    problems.length -= later.length;
    report(last.end, last.end, `A \`]\` is missing here, before ${nextToken(text, name.start)}.`, "]");
    problems.push(...later);
    finish(last.end);
    key = name;
    state = awaitsColon;
    lastEnd = name.end;
    return true;
  }

  function readName(c: number): void {
    if (c === 0x22) takeName(readString(text, i, report, true));
    else if (c === 0x7d || c === 0x5d) close(c);
    else if (c === 0x2c) {
      report(i, i + 1, "There is a comma too many here; remove it.", "");
      i++;
    } else if (c === 0x3a || c === 0x7b || c === 0x5b) {
      const before = c === 0x3a ? "this colon" : "its value";
      guess(i, i + 1, `A member's name is missing here, before ${before}; write it in double quotes.`);
      key = { start: i, end: i, kind: "string", value: "" };
      state = c === 0x3a ? awaitsColon : awaitsValue;
    } else if (isForeignQuote(text[i] as string)) takeName(readForeignString(text, i, report));
    else takeName(readBareName(text, i, report));
  }

  function takeName(name: StringNode): void {
    key = name;
    lastEnd = i = name.end;
    state = awaitsColon;
  }

  function readColon(c: number): void {
    const name = key as StringNode;
    if (lastEnd === i && takesStrayQuote("colon")) return;
    state = awaitsValue;
    if (c === 0x3a) lastEnd = ++i;
    else if (c === 0x3d /* = */) {
      const end = text[i + 1] === ">" ? i + 2 : i + 1;
      report(i, end, "A name and its value are separated by a colon.", ":");
      lastEnd = i = end;
    } else if (takesSurplus(c)) state = awaitsColon;
    else if (c === 0x2c || c === 0x7d || c === 0x5d) {
      guess(name.start, name.end, `The member \`${brief(name.value)}\` has no value; add \`: value\` or remove it.`);
      key = undefined;
      state = afterValue;
    } else if (endsInsideWord(c) && !/^(?:[-\d]|true|false|null)/.test(text.slice(i, i + 5))) {
      guess(lastEnd - 1, lastEnd, quoteInside);
    } else report(lastEnd, lastEnd, `A colon is missing here, after the name \`${brief(name.value)}\`.`, ":");
  }

  /** Whether the string before goes on behind its quote, without a space: then that quote may belong to it. */
  function endsInsideWord(c: number): boolean {
    return lastEnd === i && text[i - 1] === '"' && /[\w$%&*+./@~-]/.test(String.fromCharCode(c));
  }

  function readValue(c: number): void {
    if (takesStrayQuote("value")) return;
    if (c === 0x22) add(readString(text, i, report));
    else if (c === 0x7b || c === 0x5b) open(c);
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) add(readNumber(text, i, report));
    else if (frame?.members !== undefined && takesSurplus(c)) return;
    else if (c === 0x7d || c === 0x5d || c === 0x2c) {
      if (frame?.members !== undefined) {
        report(lastEnd, lastEnd, `The value of \`${brief((key as StringNode).value)}\` is missing.`);
        key = undefined;
        comma = -1;
        state = afterValue;
      } else if (c === 0x2c) {
        report(i, i + 1, "There is a comma too many here; remove it.", "");
        i++;
      } else close(c);
    } else if (c === 0x3a) {
      report(i, i + 1, "There is a colon too many here; remove it.", "");
      i++;
    } else if (isForeignQuote(text[i] as string)) add(readForeignString(text, i, report));
    else add(readWord(text, i, report));
  }

  function takesStrayQuote(awaited: "value" | "colon" | "next"): boolean {
    if (!isStrayQuote(text, i, awaited)) return false;
    report(i, i + 1, "There is a quote too many here; remove it.", "");
    i++;
    return true;
  }

  function open(c: number): void {
    if (stack.length >= maxDepth) {
      tooDeep = { start: i, end: i + 1 };
      return;
    }
    if (c === 0x7b) {
      push({ start: i, end: i, kind: "object", members: [] }, key);
      state = awaitsName;
    } else {
      push({ start: i, end: i, kind: "array", items: [] }, key);
      state = awaitsValue;
    }
    key = undefined;
    comma = -1;
    lastEnd = ++i;
  }

  function push(node: ObjectNode | ArrayNode, itsKey: StringNode | undefined): void {
    const members = node.kind === "object" ? (node.members as Member[]) : undefined;
    const items = node.kind === "array" ? (node.items as Node[]) : undefined;
    frame = { node, members, items, key: itsKey };
    stack.push(frame);
  }

  /** Takes a complete value where one was awaited. */
  function add(node: Node): void {
    lastEnd = i = node.end;
    comma = -1;
    state = afterValue;
    if (frame === undefined) root = node;
    else if (frame.members !== undefined) {
      frame.members.push({ key: key as StringNode, value: node });
      key = undefined;
    } else frame.items?.push(node);
  }

  /** Closes the innermost container at `end`; the position stays. */
  function finish(end: number): void {
    const done = stack.pop() as Frame;
    const at = i;
    (done.node as { end: number }).end = end;
    frame = stack[stack.length - 1];
    key = done.key;
    add(done.node);
    i = at;
  }

  /** Whether the text has such brackets that close nothing, and lacks none of the other kind. */
  function isSurplus(bracket: "}" | "]"): boolean {
    surplus ??= surplusClosers(text);
    return surplus[bracket] > 0 && surplus[bracket === "}" ? "]" : "}"] >= 0;
  }

  /** Goes on in an object that a bracket too many has closed. */
  function reopen(node: ObjectNode, itsKey: StringNode | undefined): void {
    const bracket = node.end - 1;
    if (endsBeforeMember(node)) {
      // The comma was none too many, and the one that was missed is there.
      const from = lastMemberEnd(node);
      const kept = problems.filter(
        ({ at, replacement }) => at.start < from || at.start > node.end || replacement === '"',
      );
      problems.length = 0;
      problems.push(...kept);
      state = awaitsName;
    } else state = afterValue;
    reportSurplus(bracket, "}");
    push(node, itsKey);
  }

  function reopensRoot(): boolean {
    if (root?.kind !== "object" || !/^,?\s*"/.test(text.slice(i, i + 200)) || !isSurplus("}")) return false;
    reopen(root, undefined);
    return true;
  }

  /** Whether another member of the object that was just closed follows, and not one of the object around it. */
  function reopensLast(): boolean {
    const last = frame?.members?.[frame.members.length - 1];
    if (last?.value.kind !== "object" || last.value.end !== lastEnd) return false;
    if (!endsBeforeMember(last.value) || !isSurplus("}")) return false;
    frame?.members?.pop();
    reopen(last.value, last.key);
    return true;
  }

  /** Whether the object was closed where another member should stand: empty, or behind a comma. */
  function endsBeforeMember(node: ObjectNode): boolean {
    return node.members.length === 0 || text.slice(lastMemberEnd(node), node.end - 1).includes(",");
  }

  function lastMemberEnd({ members, start }: ObjectNode): number {
    return members[members.length - 1]?.value.end ?? start + 1;
  }

  /** Passes over a closing bracket that closes nothing. */
  function takesSurplus(c: number): boolean {
    const bracket = c === 0x7d ? "}" : c === 0x5d ? "]" : undefined;
    if (bracket === undefined || !isSurplus(bracket)) return false;
    reportSurplus(i++, bracket);
    return true;
  }

  /** Takes a closing bracket for one of the other kind, which the text lacks as it has one too many of this. */
  function takesOther(c: number): boolean {
    const [written, meant] = c === 0x7d ? (["}", "]"] as const) : (["]", "}"] as const);
    if (surplus === undefined || surplus[written] <= 0 || surplus[meant] >= 0) return false;
    surplus[written]--;
    surplus[meant]++;
    report(i, i + 1, `A \`${meant}\` belongs here, not a \`${written}\`.`, meant);
    finish(++i);
    return true;
  }

  function reportSurplus(start: number, bracket: "}" | "]"): void {
    if (surplus !== undefined) surplus[bracket]--;
    report(start, start + 1, `There is a \`${bracket}\` too many here; remove it.`, "");
  }

  /** A closing bracket: of this container, of one around it (then those between were left open), or of none. */
  function close(c: number): void {
    const wanted = c === 0x7d ? "object" : "array";
    if (frame?.node.kind !== wanted && !stack.some(({ node }) => node.kind === wanted)) {
      report(i, i + 1, `There is a \`${text[i]}\` here that closes nothing; remove it.`, "");
      i++;
      return;
    }
    if (frame?.node.kind !== wanted && (takesSurplus(c) || takesOther(c))) return;
    if (comma !== -1) {
      const last = frame?.members === undefined ? "element" : "member";
      report(comma, comma + 1, `There is a comma here after the last ${last}; remove it.`, "");
    }
    while (frame !== undefined && frame.node.kind !== wanted) {
      const missing = frame.members === undefined ? "]" : "}";
      report(lastEnd, lastEnd, `A \`${missing}\` is missing here, before \`${text[i]}\`.`, missing);
      finish(lastEnd);
    }
    finish(++i);
  }

  function skipSpace(): void {
    let p = i;
    for (;;) {
      const c = text.charCodeAt(p);
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) p++;
      else {
        i = p;
        if ((c > 0x2f && c < 0x80) || !skipForeignSpace(c)) return;
        p = i;
      }
    }
  }

  /** Comments and other things that JSON does not know between tokens. False when there is none here. */
  function skipForeignSpace(c: number): boolean {
    const comment = c === 0x2f || c === 0x23 ? commentEnd(text, i) : undefined;
    if (comment === undefined && !isForeignSpace(c)) return false;
    const end = comment ?? i + 1;
    const details =
      comment === undefined
        ? "There is an invisible character here that is no JSON white space; remove it."
        : "JSON has no comments, and IAM refuses them; remove it, or put the remark into `Sid`.";
    report(i, end, details, "");
    i = end;
    return problems.length <= maxProblems;
  }

  function reportRest(): void {
    const rest = text.slice(i).trimEnd();
    if (!/^[\s}\]]*$/.test(rest)) {
      const details = `The document ended before ${nextToken(text, i)}; only one JSON value may stand in a text, and the rest is not read.`;
      if (root?.kind === "string" && text[root.start] !== '"') {
        // A text in another language, or a word before the document.
        problems.length = 0;
        guess(
          root.start,
          root.end,
          `${nextToken(text, root.start)} stands where the document begins; JSON begins with \`{\`.`,
        );
      } else report(i, i + rest.length, details);
      return;
    }
    const details =
      rest.length === 1
        ? `There is a \`${rest}\` too many after the end of the document; remove it.`
        : `There are brackets (\`${brief(rest)}\`) too many after the end of the document; remove them.`;
    report(i, i + rest.length, details, "");
  }

  function reportEnd(): void {
    key = undefined;
    if (comma !== -1) report(comma, comma + 1, "The text ends after this comma.", "");
    const closers = stack.map(({ members }) => (members === undefined ? "]" : "}")).reverse();
    const missing = closers.length === 1 ? `the closing \`${closers[0]}\` is` : `\`${brief(closers.join(""))}\` are`;
    const details = `The text ends too early: ${missing} missing. Was it cut off when it was copied?`;
    report(length, length, details, closers.join(""));
  }

  function reportStop(): void {
    problems.length = maxProblems;
    const details = `Reading stopped here after ${maxProblems} faults; this is not JSON. Mend the faults above and run again.`;
    problems.push({ at: { start: i, end: i }, details });
  }

  function guess(start: number, end: number, details: string): void {
    if (problems.length <= maxProblems) problems.push({ at: { start, end }, details, isGuess: true });
  }

  function report(start: number, end: number, details: string, replacement?: string): void {
    if (problems.length > maxProblems) return;
    const at = { start, end };
    problems.push(replacement === undefined ? { at, details } : { at, details, replacement });
  }
}

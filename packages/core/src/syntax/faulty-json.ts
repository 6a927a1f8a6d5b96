import { FaultList } from "./fault-list.ts";
import type { ParsedText } from "./json.ts";
import {
  type Awaited,
  brief,
  closerBehind,
  commentEnd,
  isForeignQuote,
  isForeignSpace,
  isStrayQuote,
  nextToken,
} from "./json-repair.ts";
import { type Report, readBareName, readForeignString, readNumber, readString, readWord } from "./json-token.ts";
import { memberOf, type Node, type ObjectNode, type Range, type StringNode } from "./node.ts";
import { OpenContainers } from "./open-containers.ts";
import { problemsToTell } from "./problems-to-tell.ts";
import { type Closer, SurplusClosers } from "./surplus-closers.ts";

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
  const faults = new FaultList();
  const report: Report = (...fault) => faults.report(...fault);
  const guess = (start: number, end: number, details: string): void => faults.guess(start, end, details);
  const open = new OpenContainers();
  const surplus = new SurplusClosers(text);
  const { length } = text;
  let i = 0;
  /** The comma before the token that is read now, for trailing commas; -1 where there is none. */
  let comma = -1;
  let state = awaitsValue;
  let lastEnd = 0;
  let tooDeep: Range | undefined;

  if (text.charCodeAt(0) === 0xfeff) {
    report(0, 1, "The text begins with a byte order mark, which IAM refuses; save the file as UTF-8 without BOM.", "");
    i = 1;
  }
  for (;;) {
    skipSpace();
    if (i >= length || faults.isFull) break;
    const c = text.charCodeAt(i);
    if (state === awaitsValue) readValue(c);
    else if (state === awaitsName) readName(c);
    else if (state === awaitsColon) readColon(c);
    else if (open.depth === 0) {
      if (reopensRoot()) continue;
      reportRest();
      break;
    } else readNext(c);
    if (tooDeep !== undefined) return { problems: [], tooDeep };
  }
  if (faults.isFull) faults.stop(i);
  else if (open.depth > 0) reportEnd();
  while (open.depth > 0) close(length);
  const { root } = open;
  const { problems } = faults;
  const told = problemsToTell(problems);
  return {
    ...(root === undefined ? {} : { root }),
    problems: told,
    ...(told === problems ? {} : { everyProblem: problems }),
  };

  /** Behind a complete value inside a container: a comma or a closing bracket. */
  function readNext(c: number): void {
    if (c === 0x7d || c === 0x5d) {
      readCloser(c);
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
    state = open.innermost?.members === undefined ? awaitsValue : awaitsName;
  }

  /**
   * Whether the last element, which a colon follows, is the name of a member behind an array that was not closed: then
   * the array ends before it. An array that is closed behind it has a colon too many.
   */
  function closesBeforeName(): boolean {
    const items = open.innermost?.items;
    const name = items?.[items.length - 1];
    const last = items?.[items.length - 2];
    if (name?.kind !== "string" || last === undefined || open.around?.members === undefined) return false;
    if (last.kind === "object" && surplus.has("}")) {
      items?.pop();
      if (memberOf(last, name.value) === undefined) {
        items?.pop();
        reopen(last, undefined);
      } else {
        report(name.start, name.start, `A \`{\` is missing here, before ${nextToken(text, name.start)}.`, "{");
        open.open({ start: name.start, end: name.start, kind: "object", members: [] }, undefined);
      }
      takeName(name);
      return true;
    }
    if (closerBehind(text, i) === "]") return false;
    items?.pop();
    const later = faults.takeOut(({ at, replacement }) => {
      // A comma that is missing at the same place belongs behind the bracket.
      return at.start > last.end || (at.start === last.end && replacement === ",");
    });
    report(last.end, last.end, `A \`]\` is missing here, before ${nextToken(text, name.start)}.`, "]");
    faults.problems.push(...later);
    close(last.end);
    takeName(name, i);
    return true;
  }

  function readName(c: number): void {
    if (takesStrayQuote("name")) return;
    if (c === 0x22) takeName(readString(text, i, report, true));
    else if (c === 0x7d || c === 0x5d) readCloser(c);
    else if (c === 0x2c) {
      report(i, i + 1, "There is a comma too many here; remove it.", "");
      i++;
    } else if (takesRepeated(c)) return;
    else if (c === 0x3a || c === 0x7b || c === 0x5b) {
      const before = c === 0x3a ? "this colon" : "its value";
      const details =
        c === 0x7b && open.has("array") && surplus.lacks("}")
          ? "A `}` is missing somewhere before this `{`: an object that was opened earlier is not closed."
          : `A member's name is missing here, before ${before}; write it in double quotes.`;
      guess(i, i + 1, details);
      open.key = { start: i, end: i, kind: "string", value: "" };
      state = c === 0x3a ? awaitsColon : awaitsValue;
    } else if (isForeignQuote(text[i] as string)) takeName(readForeignString(text, i, report));
    else takeName(readBareName(text, i, report));
  }

  /** Goes on behind the name, unless more than that was read. */
  function takeName(name: StringNode, next = name.end): void {
    open.key = name;
    lastEnd = name.end;
    i = next;
    state = awaitsColon;
  }

  function readColon(c: number): void {
    const name = open.key as StringNode;
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
      open.key = undefined;
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
    else if (takesRepeated(c)) return;
    else if (c === 0x7b || c === 0x5b) readOpener(c);
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) add(readNumber(text, i, report));
    else if (open.key !== undefined && takesSurplus(c)) return;
    else if (c === 0x7d || c === 0x5d || c === 0x2c) {
      if (open.key !== undefined) {
        report(lastEnd, lastEnd, `The value of \`${brief(open.key.value)}\` is missing.`);
        open.key = undefined;
        comma = -1;
        state = afterValue;
      } else if (c === 0x2c) {
        report(i, i + 1, "There is a comma too many here; remove it.", "");
        i++;
      } else readCloser(c);
    } else if (c === 0x3a) {
      report(i, i + 1, "There is a colon too many here; remove it.", "");
      i++;
    } else if (isForeignQuote(text[i] as string)) add(readForeignString(text, i, report));
    else add(readWord(text, i, report));
  }

  function takesStrayQuote(awaited: Awaited): boolean {
    if (!isStrayQuote(text, i, awaited)) return false;
    report(i, i + 1, "There is a quote too many here; remove it.", "");
    i++;
    return true;
  }

  function readOpener(c: number): void {
    if (open.depth >= maxDepth) {
      tooDeep = { start: i, end: i + 1 };
      return;
    }
    if (c === 0x7b) open.open({ start: i, end: i, kind: "object", members: [] }, open.key);
    else open.open({ start: i, end: i, kind: "array", items: [] }, open.key);
    state = c === 0x7b ? awaitsName : awaitsValue;
    comma = -1;
    lastEnd = ++i;
  }

  /** Takes a complete value where one was awaited. */
  function add(node: Node): void {
    open.add(node);
    i = node.end;
    afterValueAt(node.end);
  }

  /** Closes the innermost container at `end`; the position stays. */
  function close(end: number): void {
    open.close(end);
    afterValueAt(end);
  }

  function afterValueAt(end: number): void {
    lastEnd = end;
    comma = -1;
    state = afterValue;
  }

  /** Goes on in an object that a bracket too many has closed. */
  function reopen(node: ObjectNode, itsKey: StringNode | undefined): void {
    if (endsBeforeMember(node)) {
      // The comma was none too many, and the one that was missed is there.
      const from = lastMemberEnd(node);
      faults.takeOut(({ at, replacement }) => at.start >= from && at.start <= node.end && replacement !== '"');
      state = awaitsName;
    } else state = afterValue;
    reportSurplus(node.end - 1, "}");
    open.open(node, itsKey);
  }

  function reopensRoot(): boolean {
    const { root } = open;
    if (root?.kind !== "object" || !/^,?\s*"/.test(text.slice(i, i + 200)) || !surplus.has("}")) return false;
    reopen(root, undefined);
    return true;
  }

  /** Whether another member of the object that was just closed follows, and not one of the object around it. */
  function reopensLast(): boolean {
    const members = open.innermost?.members;
    const last = members?.[members.length - 1];
    if (last?.value.kind !== "object" || last.value.end !== lastEnd) return false;
    if (!endsBeforeMember(last.value) || !surplus.has("}")) return false;
    members?.pop();
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
    if ((c !== 0x7d && c !== 0x5d) || !surplus.has(text[i] as Closer)) return false;
    reportSurplus(i, text[i] as Closer);
    i++;
    return true;
  }

  /** Passes over a bracket that stands right behind its like, where nothing closes one of the two: no list is in a list. */
  function takesRepeated(c: number): boolean {
    if ((c !== 0x7b && c !== 0x5b) || open.key !== undefined || comma !== -1) return false;
    const { innermost } = open;
    const list = c === 0x7b ? innermost?.members : innermost?.items;
    const closer = c === 0x7b ? "}" : "]";
    if (list?.length !== 0 || !surplus.lacks(closer)) return false;
    surplus.takeOpener(closer);
    report(i, i + 1, `There is a \`${text[i]}\` too many here; remove it.`, "");
    i++;
    return true;
  }

  function reportSurplus(start: number, closer: Closer): void {
    surplus.take(closer);
    report(start, start + 1, `There is a \`${closer}\` too many here; remove it.`, "");
  }

  /** Takes a closing bracket for one of the other kind. */
  function takesOther(): boolean {
    const closer = text[i] as Closer;
    const meant = surplus.meantBy(closer);
    if (meant === undefined) return false;
    surplus.exchange(closer);
    report(i, i + 1, `A \`${meant}\` belongs here, not a \`${closer}\`.`, meant);
    close(++i);
    return true;
  }

  /** A closing bracket: of this container, of one around it (then those between were left open), or of none. */
  function readCloser(c: number): void {
    const wanted = c === 0x7d ? "object" : "array";
    if (!open.has(wanted)) {
      report(i, i + 1, `There is a \`${text[i]}\` here that closes nothing; remove it.`, "");
      i++;
      return;
    }
    if (open.innermost?.node.kind !== wanted && (takesSurplus(c) || takesOther())) return;
    if (comma !== -1) {
      const last = open.innermost?.members === undefined ? "element" : "member";
      report(comma, comma + 1, `There is a comma here after the last ${last}; remove it.`, "");
    }
    for (let { innermost } = open; innermost?.node.kind !== wanted; { innermost } = open) {
      const missing = innermost?.members === undefined ? "]" : "}";
      report(lastEnd, lastEnd, `A \`${missing}\` is missing here, before \`${text[i]}\`.`, missing);
      close(lastEnd);
    }
    close(++i);
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
    return !faults.isFull;
  }

  function reportRest(): void {
    const rest = text.slice(i).trimEnd();
    if (!/^[\s}\]]*$/.test(rest)) {
      const details = `The document ended before ${nextToken(text, i)}; only one JSON value may stand in a text, and the rest is not read.`;
      const { root } = open;
      if (root?.kind === "string" && text[root.start] !== '"') {
        // A text in another language, or a word before the document.
        faults.problems.length = 0;
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
    open.key = undefined;
    if (comma !== -1) report(comma, comma + 1, "The text ends after this comma.", "");
    const { closers } = open;
    const missing = closers.length === 1 ? `the closing \`${closers}\` is` : `\`${brief(closers)}\` are`;
    const details = `The text ends too early: ${missing} missing. Was it cut off when it was copied?`;
    report(length, length, details, closers);
  }
}

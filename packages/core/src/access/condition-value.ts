import type { BaseOperator } from "../policy/condition-operator.ts";
import { dateForm } from "../policy/date-value.ts";
import { type IpInterval, intervalTest, parseIpInterval } from "../policy/ip-interval.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import type { FilledPattern } from "./policy-variable.ts";

/** Whether one value of a request is what values of a policy ask for, before `Not…` turns it round. */
export type ValueTest = (value: string) => boolean;

/**
 * The test that a policy's values are under an operator: whether one of them matches. Undefined when the operator
 * cannot compare one of them: IAM would not accept the policy. Where there are hundreds, a request's value is still
 * read once.
 */
export function valueTest(operator: BaseOperator, values: readonly FilledPattern[]): ValueTest | undefined {
  const texts = values.map(({ pattern }) => pattern);
  switch (operator.type) {
    case "String":
      return anyOf(values.map((value) => stringTest(operator, value)));
    case "Arn": {
      const tests = allOf(values.map(({ pattern, literalAt }) => arnTest(pattern, literalAt)));
      return tests && anyOf(tests);
    }
    case "Bool": {
      const wanted = new Set(texts.map((text) => text.toLowerCase()));
      for (const text of wanted) if (text !== "true" && text !== "false") return undefined;
      return (value) => wanted.has(value.toLowerCase());
    }
    case "Numeric":
      return orderTest(operator.relation, texts.map(parseNumericBound), parseNumber);
    case "Date":
      return orderTest(operator.relation, texts.map(parseDateBound), parseDate);
    case "IpAddress": {
      const ranges = allOf(texts.map(parseIpInterval));
      return ranges && ipTest(ranges);
    }
    case "Binary": {
      const wanted = new Set(texts);
      return texts.every(isBase64) ? (value) => wanted.has(value) : undefined;
    }
    case "Null":
      return undefined;
  }
}

function allOf<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.includes(undefined) ? undefined : (values as readonly T[]);
}

function anyOf(tests: readonly ValueTest[]): ValueTest {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return (value) => tests.some((test) => test(value));
}

function stringTest({ wildcards, ignoreCase }: BaseOperator, { pattern, literalAt }: FilledPattern): ValueTest {
  if (wildcards && hasWildcard(pattern)) return (value) => matchesPattern(pattern, value, literalAt);
  if (!ignoreCase) return (value) => value === pattern;
  const folded = pattern.toLowerCase();
  return (value) => value.toLowerCase() === folded;
}

function ipTest(ranges: readonly IpInterval[]): ValueTest {
  const holds = { 4: intervalTest(ranges, 4), 6: intervalTest(ranges, 6) };
  return (value) => {
    const address = parseIpInterval(value);
    return address !== undefined && holds[address.version](address);
  };
}

/** Six fields, compared one by one: `*` and `?` do not cross the first five colons. */
function arnTest(pattern: string, literalAt: ReadonlySet<number>): ValueTest | undefined {
  const starts = arnFieldStarts(pattern);
  if (starts === undefined) return undefined;
  const fields = starts.map((start, i) => {
    const end = i === 5 ? pattern.length : (starts[i + 1] as number) - 1;
    const literal = new Set([...literalAt].filter((at) => at >= start && at < end).map((at) => at - start));
    return { pattern: pattern.slice(start, end), literal };
  });
  return (value) => {
    const at = arnFieldStarts(value);
    if (at === undefined) return false;
    return fields.every((field, i) => {
      const end = i === 5 ? value.length : (at[i + 1] as number) - 1;
      return matchesPattern(field.pattern, value.slice(at[i], end), field.literal);
    });
  };
}

/** Where each of an ARN's six fields begins. Undefined when there are fewer. */
export function arnFieldStarts(text: string): readonly number[] | undefined {
  const starts = [0];
  while (starts.length < 6) {
    const colon = text.indexOf(":", starts.at(-1));
    if (colon === -1) return undefined;
    starts.push(colon + 1);
  }
  return starts;
}

function orderTest(
  relation: BaseOperator["relation"],
  written: readonly (number | undefined)[],
  parse: (text: string) => number | undefined,
): ValueTest | undefined {
  const bounds = allOf(written);
  if (bounds === undefined) return undefined;
  const holds = comparison(relation, bounds);
  return (text) => {
    const value = parse(text);
    return value !== undefined && holds(value);
  };
}

/** Of several bounds the widest decides. */
function comparison(relation: BaseOperator["relation"], bounds: readonly number[]): (value: number) => boolean {
  const last = bounds.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const first = bounds.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  switch (relation) {
    case "less":
      return (value) => value < last;
    case "less-or-equal":
      return (value) => value <= last;
    case "greater":
      return (value) => value > first;
    case "greater-or-equal":
      return (value) => value >= first;
    default: {
      const equal = new Set(bounds);
      return (value) => equal.has(value);
    }
  }
}

export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d{1,300}(\.\d{1,300})?$/.test(text) ? Number(text) : undefined;
}

/** A number with more digits is not exact here. */
const mostDigits = 15;

/** A bound that a policy writes; undefined where its neighbours cannot be told from it. */
function parseNumericBound(text: string): number | undefined {
  const digits = text.replace(/[^\d]/g, "").replace(/^0+/, "");
  return digits.length > mostDigits ? undefined : parseNumber(text);
}

const isoDate = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?$/;
const compactDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * ISO 8601, UTC where no zone stands, or seconds since 1970. In milliseconds since 1970. Four digits are none: they can
 * be a year of ISO 8601 or a second of the year 1970.
 */
export function parseDate(text: string): number | undefined {
  switch (dateForm(text)) {
    case "none":
      return undefined;
    case "epoch": {
      const seconds = /^\d{4}$/.test(text) ? undefined : parseNumber(text);
      return seconds === undefined ? undefined : seconds * 1000;
    }
    case "date": {
      const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] =
        isoDate.exec(text) ?? compactDate.exec(text) ?? [];
      if (year === undefined) return undefined;
      const date = new Date(0);
      date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
      date.setUTCHours(Number(hour), Number(minute), Number(second));
      return date.getTime() + Number(`0.${fraction}`) * 1000 - zoneOffset(zone);
    }
  }
}

/** As a numeric bound: of a date, milliseconds are told apart and nothing less. */
function parseDateBound(text: string): number | undefined {
  return /[.,]\d{3}\d*[1-9]/.test(text) ? undefined : parseDate(text);
}

/** `+02:00`, `+0200`, `+02` in milliseconds. */
function zoneOffset(zone: string): number {
  if (zone.toUpperCase() === "Z") return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0;
}

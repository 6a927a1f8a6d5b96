import type { BaseOperator } from "../policy/condition-operator.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { contains, parseIpInterval } from "./ip-address.ts";
import type { FilledPattern } from "./policy-variable.ts";

/** Whether one value of a request is what one value of a policy asks for, before `Not…` turns it round. */
export type ValueTest = (value: string) => boolean;

/**
 * The test one policy value stands for under an operator. Undefined when the value is none the operator can compare:
 * IAM would not accept the policy.
 */
export function valueTest(operator: BaseOperator, { pattern, literalAt }: FilledPattern): ValueTest | undefined {
  switch (operator.type) {
    case "String": {
      if (operator.wildcards && hasWildcard(pattern)) return (value) => matchesPattern(pattern, value, literalAt);
      if (!operator.ignoreCase) return (value) => value === pattern;
      const folded = pattern.toLowerCase();
      return (value) => value.toLowerCase() === folded;
    }
    case "Arn":
      return arnTest(pattern, literalAt);
    case "Bool": {
      const wanted = pattern.toLowerCase();
      return wanted === "true" || wanted === "false" ? (value) => value.toLowerCase() === wanted : undefined;
    }
    case "Numeric":
      return orderTest(operator.relation, parseNumber(pattern), parseNumber);
    case "Date":
      return orderTest(operator.relation, parseDate(pattern), parseDate);
    case "IpAddress": {
      const range = parseIpInterval(pattern);
      if (range === undefined) return undefined;
      return (value) => {
        const address = parseIpInterval(value);
        return address !== undefined && contains(range, address);
      };
    }
    case "Binary":
      return isBase64(pattern) ? (value) => value === pattern : undefined;
    case "Null":
      return undefined;
  }
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
  bound: number | undefined,
  parse: (text: string) => number | undefined,
): ValueTest | undefined {
  if (bound === undefined) return undefined;
  return (text) => {
    const value = parse(text);
    if (value === undefined) return false;
    switch (relation) {
      case "less":
        return value < bound;
      case "less-or-equal":
        return value <= bound;
      case "greater":
        return value > bound;
      case "greater-or-equal":
        return value >= bound;
      default:
        return value === bound;
    }
  };
}

export function parseNumber(text: string): number | undefined {
  return /^[+-]?\d{1,300}(\.\d{1,300})?$/.test(text) ? Number(text) : undefined;
}

const isoDate =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?$/i;
const compactDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** ISO 8601, UTC where no zone stands, or seconds since 1970. In milliseconds since 1970. */
export function parseDate(text: string): number | undefined {
  const iso = isoDate.exec(text) ?? compactDate.exec(text);
  if (iso === null) {
    const seconds = parseNumber(text);
    return seconds === undefined ? undefined : seconds * 1000;
  }
  const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] = iso;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return utc + Number(`0.${fraction}`) * 1000 - zoneOffset(zone);
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

import { formatIpAddress, parseIpInterval } from "../policy/ip-interval.ts";
import { parseDate, parseNumber } from "./condition-value.ts";

/**
 * Ordered values split into finitely many parts at the bounds that policies name; every condition is constant on a
 * part. These functions return one value of each part.
 */
export function sampleNumbers(bounds: readonly string[]): readonly string[] {
  return samples(
    bounds.flatMap((bound) => parseNumber(bound) ?? []),
    1,
  ).map(decimal);
}

function decimal(value: number): string {
  const text = String(value);
  // Only what has an exponent is written out, which takes long.
  return !text.includes("e") ? text : value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}

/** The years 1 to 9999, in milliseconds since 1970: what ISO 8601 writes with four digits. */
const [firstDate, lastDate] = [-62_135_596_800_000, 253_402_300_799_999];

export function sampleDates(bounds: readonly string[]): readonly string[] {
  return samples(
    bounds.flatMap((bound) => parseDate(bound) ?? []),
    1000,
  ).map((value) =>
    firstDate <= value && value <= lastDate
      ? new Date(value).toISOString().replace(".000Z", "Z")
      : decimal(value / 1000),
  );
}

/** Each bound, a value before the first, after the last, and between any two. */
function samples(bounds: readonly number[], unit: number): readonly number[] {
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const first = sorted[0];
  if (first === undefined) return [0];
  return [
    first - unit,
    ...sorted.flatMap((bound, i) => {
      const next = sorted[i + 1];
      return [bound, next === undefined || next - bound > unit ? bound + unit : (bound + next) / 2];
    }),
  ];
}

const plausible = { 4: ["203.0.113.7", "198.51.100.7", "192.0.2.7"], 6: ["2001:db8::7"] } as const;

export function sampleAddresses(ranges: readonly string[]): readonly string[] {
  const parsed = ranges.flatMap((range) => parseIpInterval(range) ?? []);
  return ([4, 6] as const).flatMap((version) => {
    const own = parsed.filter((range) => range.version === version);
    const end = 1n << (version === 4 ? 32n : 128n);
    const starts = [...new Set([0n, ...own.flatMap(({ first, last }) => [first, last + 1n])])]
      .filter((start) => start < end)
      .sort((a, b) => (a < b ? -1 : 1));
    const friendly = plausible[version].flatMap((text) => parseIpInterval(text)?.first ?? []);
    return starts.map((start, i) => {
      const next = starts[i + 1] ?? end;
      const inside = friendly.find((address) => start <= address && address < next);
      return formatIpAddress(version, inside ?? (start + 1n < next ? start + 1n : start));
    });
  });
}

export function sampleBinaries(values: readonly string[]): readonly string[] {
  const other = ["bmV3", "b3RoZXI=", "eA=="].find((text) => !values.includes(text));
  return [...new Set([...values, ...(other === undefined ? [] : [other])])];
}

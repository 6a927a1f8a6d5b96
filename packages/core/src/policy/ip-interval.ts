import { networkAddress, parseIpRange } from "./ip-range.ts";

/** Addresses from the first to the last, as numbers: IPv4 of 32 bits, IPv6 of 128. */
export interface IpInterval {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** `010.0.0.1`: some read the number as octal, others as decimal. */
const leadingZero = /(?:^|:)0\d+\.|\.0\d/;

/** Reads `203.0.113.0/24`, `203.0.113.7`, `2001:db8::/32`. Undefined when it is neither. */
export function parseIpInterval(text: string): IpInterval | undefined {
  const range = parseIpRange(text);
  if (range === undefined || leadingZero.test(text)) return undefined;
  const value = range.bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const hosts = BigInt(range.bytes.length * 8 - range.prefix);
  const first = (value >> hosts) << hosts;
  return { version: range.version, first, last: first + (1n << hosts) - 1n };
}

/** Whether one of the ranges of a version holds all of an interval. Looked up, since a policy can list hundreds. */
export function intervalTest(ranges: readonly IpInterval[], version: 4 | 6): (interval: IpInterval) => boolean {
  const sorted = ranges.filter((range) => range.version === version).sort((a, b) => (a.first < b.first ? -1 : 1));
  const reached: bigint[] = [];
  for (const { last } of sorted) {
    const before = reached.at(-1);
    reached.push(before !== undefined && before > last ? before : last);
  }
  return ({ first, last }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as IpInterval).first <= first) low = middle + 1;
      else high = middle;
    }
    const furthest = reached[low - 1];
    return furthest !== undefined && last <= furthest;
  };
}

export function formatIpAddress(version: 4 | 6, value: bigint): string {
  const length = version === 4 ? 4 : 16;
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
  return networkAddress({ version, bytes, prefix: length * 8 });
}

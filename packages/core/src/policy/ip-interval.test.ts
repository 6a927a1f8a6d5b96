import { expect, test } from "vitest";
import { sampleAddresses, sampleDates, sampleNumbers } from "../access/sample-point.ts";
import { formatIpAddress, type IpInterval, intervalTest, parseIpInterval } from "./ip-interval.ts";

test.each([
  ["10.0.0.0/8", 4, 0x0a000000n, 0x0affffffn],
  ["10.9.8.7/8", 4, 0x0a000000n, 0x0affffffn],
  ["203.0.113.7", 4, 0xcb007107n, 0xcb007107n],
  ["::/0", 6, 0n, (1n << 128n) - 1n],
  ["2001:db8::/32", 6, 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
  ["::ffff:10.0.0.1", 6, 0xffff0a000001n, 0xffff0a000001n],
] as const)("%s", (text, version, first, last) => {
  expect(parseIpInterval(text)).toEqual({ version, first, last });
});

test.each(["", "10.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/", "::1::", "1:2:3:4:5:6:7", "g::", "2001:db8::/129"])(
  "%j is none",
  (text) => {
    expect(parseIpInterval(text)).toBeUndefined();
  },
);

test.each(["203.0.113.7", "2001:db8::7", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"])(
  "%s is written as it is read",
  (text) => {
    const range = parseIpInterval(text);
    expect(range).toBeDefined();
    if (range !== undefined) expect(parseIpInterval(formatIpAddress(range.version, range.first))).toEqual(range);
  },
);

test("samples stand on both sides of every bound", () => {
  expect(sampleNumbers(["10", "20.5", "20"])).toEqual(["9", "10", "11", "20", "20.25", "20.5", "21.5"]);
  expect(sampleDates(["2026-01-01"])).toEqual(["2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"]);
  const samples = sampleAddresses(["10.0.0.0/8"]).flatMap((text) => parseIpInterval(text)?.first ?? []);
  expect(samples.some((address) => address < 0x0a000000n)).toBe(true);
  expect(samples.some((address) => address >= 0x0a000000n && address <= 0x0affffffn)).toBe(true);
});

test("an interval is held by one of the ranges, of its version, and not by two together", () => {
  const read = (text: string): IpInterval => parseIpInterval(text) as IpInterval;
  const ranges = ["10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/25", "203.0.113.128/25", "2001:db8::/32"].map(read);
  const holds = (text: string): boolean => {
    const interval = read(text);
    return intervalTest(ranges, interval.version)(interval);
  };
  expect(["10.0.0.0", "10.2.0.0", "10.255.255.255", "203.0.113.200", "2001:db8::1"].filter((ip) => !holds(ip))).toEqual(
    [],
  );
  expect(["9.255.255.255", "11.0.0.0", "203.0.113.0/24", "::1", "2001:db9::"].filter(holds)).toEqual([]);
});

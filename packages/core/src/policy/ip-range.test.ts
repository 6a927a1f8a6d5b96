import { describe, expect, test } from "vitest";
import { hasHostBits, type IpRange, isPrivateRange, networkAddress, parseIpRange } from "./ip-range.ts";

describe("reads", () => {
  test.each([
    ["203.0.113.0/24", 4, 24, "203.0.113.0", false],
    ["203.0.113.7", 4, 32, "203.0.113.7", false],
    ["172.0.0.1/30", 4, 30, "172.0.0.0", true],
    ["255.255.255.255/0", 4, 0, "0.0.0.0", true],
    ["0.0.0.0/0", 4, 0, "0.0.0.0", false],
    ["2001:DB8:1234:5678::/64", 6, 64, "2001:db8:1234:5678::", false],
    ["2001:db8::1/64", 6, 64, "2001:db8::", true],
    ["::/0", 6, 0, "::", false],
    ["::1", 6, 128, "::1", false],
    ["1:2:3:4:5:6:7:8", 6, 128, "1:2:3:4:5:6:7:8", false],
    ["::ffff:203.0.113.7", 6, 128, "::ffff:cb00:7107", false],
    ["1::", 6, 128, "1::", false],
    ["1:0:0:2:0:0:0:3", 6, 128, "1:0:0:2::3", false],
  ])("%s", (text, version, prefix, network, hostBits) => {
    const range = parseIpRange(text) as IpRange;
    expect(range).toMatchObject({ version, prefix });
    expect(networkAddress(range)).toBe(network);
    expect(hasHostBits(range)).toBe(hostBits);
  });
});

test.each([
  "",
  "203.0.113",
  "203.0.113.256",
  "203.0.113.0/33",
  "203.0.113.0/",
  "203.0.113.0/2a",
  "203.0.113.*",
  "203.0.113.0-203.0.113.9",
  "2001:db8::/129",
  "2001:db8:::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8",
  "g::",
  "12345::",
  "localhost",
  "203.0.113.0/24 ",
])("refuses %j", (text) => {
  expect(parseIpRange(text)).toBeUndefined();
});

test.each([
  ["10.0.0.0/8", true],
  ["10.1.2.3", true],
  ["10.0.0.0/7", false],
  ["172.16.0.0/12", true],
  ["172.31.255.255", true],
  ["172.32.0.0/16", false],
  ["192.168.1.0/24", true],
  ["192.169.0.0/16", false],
  ["192.0.0.0/8", false],
  ["100.64.0.0/10", true],
  ["203.0.113.0/24", false],
  ["0.0.0.0/0", false],
  ["fd12:3456::/32", true],
  ["2001:db8::/32", false],
  ["::/0", false],
])("%s is private: %s", (text, expected) => {
  expect(isPrivateRange(parseIpRange(text) as IpRange)).toBe(expected);
});

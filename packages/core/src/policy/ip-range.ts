/** An IPv4 or IPv6 address with its prefix length; a bare address is a range of one. */
export interface IpRange {
  readonly version: 4 | 6;
  /** Four or sixteen bytes. */
  readonly bytes: readonly number[];
  readonly prefix: number;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address. Undefined when it is neither. */
export function parseIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf("/");
  const address = slash === -1 ? text : text.slice(0, slash);
  const bytes = address.includes(":") ? ipv6Bytes(address) : ipv4Bytes(address);
  if (bytes === undefined) return undefined;
  const longest = bytes.length * 8;
  const mask = slash === -1 ? String(longest) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(mask) || Number(mask) > longest) return undefined;
  return { version: bytes.length === 4 ? 4 : 6, bytes, prefix: Number(mask) };
}

function ipv4Bytes(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map(Number);
}

function ipv6Bytes(text: string): number[] | undefined {
  if (text.length > 45) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : groupBytes(half.split(":"))));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const known = head.length + (tail?.length ?? 0);
  if (halves.length === 1) return known === 16 ? head : undefined;
  return known > 14 ? undefined : [...head, ...new Array<number>(16 - known).fill(0), ...(tail ?? [])];
}

function groupBytes(groups: readonly string[]): number[] | undefined {
  const bytes: number[] = [];
  for (const [i, group] of groups.entries()) {
    const last4 = i === groups.length - 1 && group.includes(".") ? ipv4Bytes(group) : undefined;
    if (last4 !== undefined) bytes.push(...last4);
    else if (/^[0-9a-fA-F]{1,4}$/.test(group))
      bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}

/** The range's first address: every bit behind the prefix is zero. */
export function networkAddress(range: IpRange): string {
  return formatAddress(range.bytes.map((byte, i) => byte & maskByte(range.prefix, i)));
}

/** Whether bits are set behind the prefix, which IAM ignores. */
export function hasHostBits(range: IpRange): boolean {
  return range.bytes.some((byte, i) => (byte & maskByte(range.prefix, i)) !== byte);
}

function maskByte(prefix: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}

function formatAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[i * 2] as number) << 8) | (bytes[i * 2 + 1] as number));
  // RFC 5952: the longest run of two or more zero groups becomes `::`, the first of equals.
  let best = { start: 0, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = { start: i, length };
  }
  const text = groups.map((group) => group.toString(16));
  if (best.length < 2) return text.join(":");
  return `${text.slice(0, best.start).join(":")}::${text.slice(best.start + best.length).join(":")}`;
}

/**
 * Ranges that no request from the internet comes from: private (RFC 1918, RFC 4193), shared (RFC 6598), loopback and
 * link-local addresses.
 */
const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
].map((text) => parseIpRange(text) as IpRange);

/** Whether every address of the range is private. */
export function isPrivateRange(range: IpRange): boolean {
  return privateRanges.some(
    (outer) =>
      outer.version === range.version &&
      outer.prefix <= range.prefix &&
      outer.bytes.every((byte, i) => ((byte ^ (range.bytes[i] as number)) & maskByte(outer.prefix, i)) === 0),
  );
}

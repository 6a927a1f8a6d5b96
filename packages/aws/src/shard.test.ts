import { expect, test } from "vitest";
import { inShard, maxShards, parseShard } from "./shard.ts";

test.each([
  ["1/1", { index: 1, count: 1 }],
  ["3/16", { index: 3, count: 16 }],
  [`${maxShards}/${maxShards}`, { index: maxShards, count: maxShards }],
])("%s", (text, shard) => {
  expect(parseShard(text)).toEqual(shard);
});

test.each(["", "0/4", "5/4", "1/0", "1", "1/4/2", "-1/4", "1.5/4", " 1/4", `1/${maxShards + 1}`])(
  "%j is none",
  (text) => {
    expect(() => parseShard(text)).toThrow(TypeError);
  },
);

test("each account is in one shard, and where it is depends on its id alone", () => {
  const accounts = Array.from({ length: 400 }, (_, i) => String(111_122_223_333 + i * 7_919));
  const shards = Array.from({ length: 4 }, (_, i) => accounts.filter((id) => inShard(id, { index: i + 1, count: 4 })));
  expect(shards.flat().sort()).toEqual([...accounts].sort());
  for (const shard of shards) expect(shard.length).toBeGreaterThan(60);
  expect(accounts.filter((id) => inShard(id, undefined))).toEqual(accounts);
});

import { expect, test } from "vitest";
import { mergeConcurrently } from "./merge.ts";

async function* twice(input: number): AsyncGenerator<string> {
  yield `${input}a`;
  await new Promise((resolve) => setTimeout(resolve, 1));
  yield `${input}b`;
}

/** What came before the end, and how it ended. */
async function all(merged: AsyncIterable<string>): Promise<readonly [string[], string]> {
  const came: string[] = [];
  try {
    for await (const one of merged) came.push(one);
  } catch (error) {
    return [came.sort(), (error as Error).message];
  }
  return [came.sort(), "the end"];
}

test("everything that the work yields, once", async () => {
  expect(await all(mergeConcurrently([1, 2, 3], 2, twice))).toEqual([["1a", "1b", "2a", "2b", "3a", "3b"], "the end"]);
  expect(await all(mergeConcurrently([], 2, twice))).toEqual([[], "the end"]);
});

test("inputs that break off are no end", async () => {
  async function* inputs() {
    yield 1;
    throw new Error("no more accounts could be listed");
  }
  const [, end] = await all(mergeConcurrently(inputs(), 2, twice));
  expect(end).toBe("no more accounts could be listed");
});

test("work that breaks off is no end", async () => {
  const work = async function* (input: number): AsyncGenerator<string> {
    yield* twice(input);
    if (input === 2) throw new Error("2 could not be read");
  };
  const [came, end] = await all(mergeConcurrently([1, 2], 1, work));
  expect([came, end]).toEqual([["1a", "1b", "2a", "2b"], "2 could not be read"]);
});

test("no more work at a time than allowed, and no more results waiting than there is room for", async () => {
  let running = 0;
  let most = 0;
  let made = 0;
  const work = async function* (): AsyncGenerator<number> {
    most = Math.max(most, ++running);
    for (let i = 0; i < 3_000; i++) yield ++made;
    running--;
  };
  const merged = mergeConcurrently([1, 2, 3, 4], 2, work);
  await merged.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([most, made < 1_100]).toEqual([2, true]);
  for await (const _ of merged);
  expect([most, made]).toEqual([2, 12_000]);
});

test("who has seen enough ends the work", async () => {
  let ended = 0;
  const work = async function* (): AsyncGenerator<number> {
    try {
      for (;;) yield 1;
    } finally {
      ended++;
    }
  };
  for await (const _ of mergeConcurrently([1, 2], 2, work)) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ended).toBe(2);
});

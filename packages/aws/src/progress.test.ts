import { expect, test } from "vitest";
import type { AwsCalls } from "./aws-calls.ts";
import { makeProgress } from "./progress.ts";

function progressOf(found: number, done: number, seconds: number, throttles = 0): string {
  let now = 0;
  const sent = new Map([
    ["iam:ListRoles", 3],
    ["sts:AssumeRole", 2],
  ]);
  const progress = makeProgress({ sent, throttles } as unknown as AwsCalls, () => now);
  for (let i = 0; i < found; i++) progress.accountFound(String(i));
  for (let i = 0; i < done; i++) progress.accountDone(String(i));
  progress.roleRead();
  now = seconds * 1000;
  return progress.line();
}

test.each([
  [1000, 5, 1, 0, "5 of 1000 accounts, 1 roles, 5 calls"],
  [1000, 99, 10, 0, "99 of 1000 accounts, 1 roles, 5 calls"],
  [1000, 100, 10, 7, "100 of 1000 accounts, 1 roles, 5 calls, 7 throttled, about 2 min left"],
  [1000, 500, 10, 0, "500 of 1000 accounts, 1 roles, 5 calls, about 10 s left"],
  [5000, 500, 60, 0, "500 of 5000 accounts, 1 roles, 5 calls, about 9 min left"],
  [20, 20, 60, 0, "20 of 20 accounts, 1 roles, 5 calls"],
])("%i accounts, %i done after %i s, %i throttles", (found, done, seconds, throttles, line) => {
  expect(progressOf(found, done, seconds, throttles)).toBe(line);
});

import { describe, expect, test } from "vitest";
import { newAccess } from "../access/compare.ts";
import { parsePolicy } from "../parse-policy.ts";
import { gainedAccess } from "./gained-access.ts";

const accounts = Array.from({ length: 60 }, (_, i) => String(100_000_000_000 + i));

function trust(ids: readonly string[], sid = "") {
  const statements = ids.map((id) => ({ Sid: sid, Effect: "Allow", Principal: { AWS: id }, Action: "sts:AssumeRole" }));
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType: "trust" }).policy;
}

describe("each principal is asked alone", () => {
  const expected = trust(["111122223333"]);

  test("of a document that IAM stores", () => {
    const actual = trust(accounts);
    const options = { expected, actual, account: "111122223333", accepted: [] };
    const { access, undecided } = gainedAccess(newAccess(expected, actual), options);
    expect([access.length, undecided.length]).toEqual([accounts.length, 0]);
  });

  test("of a larger one some, and the others are named", () => {
    const actual = trust(accounts, "x".repeat(2000));
    const options = { expected, actual, account: "111122223333", accepted: [] };
    const { access, undecided } = gainedAccess(newAccess(expected, actual), options);
    expect(access.length + undecided.length).toBe(accounts.length);
    expect(undecided.length).toBeGreaterThan(20);
    expect(access.length).toBeGreaterThan(5);
  });
});

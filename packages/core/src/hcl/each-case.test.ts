import { describe, expect, test } from "vitest";
import { standTogether } from "../policy-variant.ts";
import { requirementsOf } from "./each-case.ts";

describe("instances of a block", () => {
  const variant = (...conditions: readonly string[]) => ({
    of: "p",
    when: [requirementsOf(new Map(conditions.map((one) => [one, true])), (term) => ({ term }))],
  });

  test.each<[string, string, boolean]>([
    ['each.key == "a"', 'each.key == "a"', true],
    ['each.key == "a"', 'each.key == "b"', false],
    ["count.index == 0", "count.index == 1", false],
    ["count.index == 0", 'each.key == "0"', true],
    // Conditions that a file has, of which both may hold.
    ['each.key == "a" || var.b', 'each.key == "b" || var.b', true],
    ["count.index == var.a", "count.index == var.b", true],
  ])("%s and %s", (one, other, are) => {
    expect(standTogether(variant(one), variant(other))).toBe(are);
  });
});

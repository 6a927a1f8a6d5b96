import { expect, test } from "vitest";
import { configNameIn } from "./config-name.ts";

test.each<[string[], string | undefined]>([
  [[], undefined],
  [["redshift-guard.yml"], "redshift-guard.yml"],
  [["redshift-guard.yaml", "other.yml"], "redshift-guard.yaml"],
  [["redshift-guard.json"], "redshift-guard.json"],
])("of %j the config is %s", (files, expected) => {
  expect(configNameIn((name) => files.includes(name))).toBe(expected);
});

test("two are a mistake", () => {
  expect(() => configNameIn((name) => name !== "redshift-guard.json")).toThrow(
    /two configs, `redshift-guard\.yml` and `redshift-guard\.yaml`/,
  );
});

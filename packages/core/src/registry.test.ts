import { test } from "vitest";
import { expectIndex } from "../test/folder-index.ts";

/**
 * The folder is the registry: its index is written by `pnpm generate` and refused when stale. No module of the package
 * is read here, so that an index that names a file that is gone can be written anew.
 */
test.each([
  ["checks", "Check", "../check.ts"],
  ["formats", "Format", "../format.ts"],
  ["sources", "Source", "../source.ts"],
  ["templates", "Template", "../template.ts"],
])("the index lists the folder %s", (plural, type, from) =>
  expectIndex({ folder: new URL(`./${plural}/`, import.meta.url), plural, type, from }),
);

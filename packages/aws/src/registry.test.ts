import { expect, test } from "vitest";
import { expectIndex, idsIn } from "../../core/test/folder-index.ts";

const folder = new URL("./readers/", import.meta.url);

test("the index lists the folder of readers", () =>
  expectIndex({ folder, plural: "readers", type: "RoleReader", from: "../reader.ts" }));

test("readers have the schemes of their files", async () => {
  const { readers } = await import("./readers/index.ts");
  expect(readers.map(({ scheme }) => scheme).sort()).toEqual(idsIn(folder));
});

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";

/**
 * The folder is the registry: its index is written by `pnpm generate` and refused when stale. No module of the package
 * is read here, so that an index that names a file that is gone can be written anew.
 */
const folders = [
  { folder: "checks", plural: "checks", type: "Check", from: "../check.ts" },
  { folder: "formats", plural: "formats", type: "Format", from: "../format.ts" },
  { folder: "sources", plural: "sources", type: "Source", from: "../source.ts" },
  { folder: "templates", plural: "templates", type: "Template", from: "../template.ts" },
] as const;

describe.each(folders)("$folder", ({ folder, plural, type, from }) => {
  const ids = readdirSync(new URL(`./${folder}/`, import.meta.url))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => name.slice(0, -3))
    .sort();

  test("the index lists the folder", async () => {
    const imports = ids.map((id) => `import { ${camelCase(id)} } from "./${id}.ts";`);
    const short = `export const ${plural}: readonly ${type}[] = [${ids.map(camelCase).join(", ")}];`;
    const long = [`export const ${plural}: readonly ${type}[] = [`, ...ids.map((id) => `  ${camelCase(id)},`), "];"];
    const index = [
      `import type { ${type} } from "${from}";`,
      ...imports,
      "",
      `/** Written by \`pnpm generate\` from this folder. */`,
      // As the formatter writes it.
      ...(short.length <= 120 ? [short] : long),
      "",
    ].join("\n");
    await expect(index).toMatchFileSnapshot(`./${folder}/index.ts`);
  });
});

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** The index of a folder that is a registry: each file has one export, of the file's name. */
export interface FolderIndex {
  readonly folder: URL;
  /** What the index calls all of them. */
  readonly plural: string;
  readonly type: string;
  /** Where the type is, as the index imports it. */
  readonly from: string;
}

/** The names of a folder's files, without index and tests: the ids of what it holds. */
export function idsIn(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => name.slice(0, -3))
    .sort();
}

/** Writes the index under the update flag, and refuses a stale one without it. */
export async function expectIndex({ folder, plural, type, from }: FolderIndex): Promise<void> {
  const ids = idsIn(folder);
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
  await expect(index).toMatchFileSnapshot(fileURLToPath(new URL("index.ts", folder)));
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

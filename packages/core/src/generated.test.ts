import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applicableChecks } from "./applicable-checks.ts";
import type { Check, Example } from "./check.ts";
import { checks } from "./checks/index.ts";
import { checkPage, checksPage } from "./documentation.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import { services } from "./service-reference/services.ts";
import type { Range } from "./syntax/node.ts";

/** The folder is the registry: these files are written by `pnpm generate` and refused when stale. */
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

  test.each(ids)("%s exports itself under its own name", async (id) => {
    const module = (await import(`./${folder}/${id}.ts`)) as Record<string, { readonly id: string }>;
    expect(module[camelCase(id)]?.id).toBe(id);
  });
});

describe.each(checks.map((check) => [check.id, check] as const))("check %s", (id, check) => {
  test.each(check.bad.map((example) => [exampleText(example), example] as const))("bad: %s", (_, example) => {
    const { text, places } = readMarks(exampleText(example));
    expect(places.length, "a bad example marks where the finding stands").toBeGreaterThan(0);
    expect(found(check, example, text)).toEqual(places.map((ranges) => ranges.map((range) => slice(text, range))));
  });

  test.each(check.good.map((example) => [exampleText(example), example] as const))("good: %s", (text, example) => {
    expect(text).not.toMatch(/[«»]/);
    expect(found(check, example, text)).toEqual([]);
  });

  test("its page is up to date", async () => {
    await expect(checkPage(check)).toMatchFileSnapshot(`../docs/checks/${id}.md`);
  });

  test("it has examples both ways, and says what, why and what to do", () => {
    expect(check.bad.length).toBeGreaterThan(0);
    expect(check.good.length).toBeGreaterThan(0);
    expect(check.policyTypes.length).toBeGreaterThan(0);
    for (const text of [check.title, check.why, check.fix]) expect(text.trim()).not.toBe("");
    expect(check.title).not.toMatch(/[\n.]$|\n/);
    expect(check.learnMoreLink).toMatch(/^https:\/\//);
  });
});

test("the index of all checks is up to date", async () => {
  await expect(checksPage(checks)).toMatchFileSnapshot("../docs/checks.md");
});

test("no page is left of a check that is gone", () => {
  const folder = new URL("../docs/checks/", import.meta.url);
  if (!existsSync(folder)) return;
  const ids = new Set(checks.map(({ id }) => `${id}.md`));
  expect(readdirSync(folder).filter((name) => !ids.has(name))).toEqual([]);
});

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function exampleText(example: Example): string {
  return typeof example === "string" ? example : example.policy;
}

/** What the check finds: the places of each problem in its own order, the problems by their first place. */
function found(check: Check, example: Example, text: string): string[][] {
  const policyType = typeof example === "string" ? (check.policyTypes[0] as PolicyType) : example.policyType;
  if (!check.policyTypes.includes(policyType)) return [];
  const resourceType = typeof example === "string" ? undefined : example.resourceType;
  const { policy } = parsePolicy(text, {
    policyType,
    ...(resourceType === undefined ? {} : { resourceType }),
  });
  if (!applicableChecks(policy, services).includes(check)) return [];
  return [...check.run(policy, services)]
    .map(({ at }) => ("start" in at ? [at] : [...at]))
    .sort(byFirstPlace)
    .map((ranges) => ranges.map((range) => slice(text, range)));
}

function slice(text: string, { start, end }: Range): string {
  return `${start}: ${text.slice(start, end)}`;
}

function byFirstPlace([a]: readonly Range[], [b]: readonly Range[]): number {
  return (a as Range).start - (b as Range).start || (a as Range).end - (b as Range).end;
}

/**
 * The text without its marks, and the places of each finding in order. A `«` alone is a finding of its own; `«1:`, `«2:`
 * are the first and second place of one finding, and a number that comes again belongs to the next such finding.
 */
function readMarks(marked: string): { text: string; places: Range[][] } {
  let text = "";
  const open: { start: number; number: number | undefined }[] = [];
  const alone: Range[][] = [];
  const numbered: Range[][] = [];
  for (let i = 0; i < marked.length; i++) {
    if (marked[i] === "«") {
      const number = /^\d+(?=:)/.exec(marked.slice(i + 1))?.[0];
      open.push({ start: text.length, number: number === undefined ? undefined : Number(number) });
      if (number !== undefined) i += number.length + 1;
    } else if (marked[i] === "»") {
      const mark = open.pop();
      if (mark === undefined) throw new Error(`A » closes nothing: ${marked}`);
      const range = { start: mark.start, end: text.length };
      if (mark.number === undefined) alone.push([range]);
      else {
        const index = mark.number - 1;
        const finding = numbered.find((places) => places[index] === undefined) ?? [];
        if (finding.length === 0) numbered.push(finding);
        finding[index] = range;
      }
    } else text += marked[i];
  }
  if (open.length > 0) throw new Error(`A « is not closed: ${marked}`);
  return { text, places: [...alone, ...numbered].sort(byFirstPlace) };
}

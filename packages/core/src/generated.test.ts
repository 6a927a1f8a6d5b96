import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applicableChecks } from "./applicable-checks.ts";
import type { Check, Example } from "./check.ts";
import { checks } from "./checks/index.ts";
import { checkPage, checksPage } from "./documentation.ts";
import { formats } from "./formats/index.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import { services } from "./service-reference/services.ts";
import { sources } from "./sources/index.ts";
import type { Range } from "./syntax/node.ts";
import { templates } from "./templates/index.ts";

test.each(Object.entries({ checks, formats, sources, templates }))("%s have the ids of their files", (folder, all) => {
  const files = readdirSync(new URL(`./${folder}/`, import.meta.url));
  const modules = files.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts");
  expect(all.map(({ id }) => `${id}.ts`).sort()).toEqual(modules.sort());
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

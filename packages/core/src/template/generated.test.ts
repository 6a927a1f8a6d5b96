import { existsSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { templates } from "../templates/index.ts";
import { templatePage, templatesPage } from "./page.ts";

test.each(templates.map((template) => [template.id, template] as const))(
  "the page of %s is up to date",
  async (id, template) => {
    await expect(templatePage(template)).toMatchFileSnapshot(`../../docs/templates/${id}.md`);
  },
);

test("the list of all templates is up to date", async () => {
  await expect(templatesPage(templates)).toMatchFileSnapshot("../../docs/templates/README.md");
});

test("no page is left of a template that is gone", () => {
  const folder = new URL("../../docs/templates/", import.meta.url);
  if (!existsSync(folder)) return;
  const pages = new Set(["README.md", ...templates.map(({ id }) => `${id}.md`)]);
  expect(readdirSync(folder).filter((name) => !pages.has(name))).toEqual([]);
});

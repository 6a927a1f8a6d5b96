import { readFileSync } from "node:fs";
import { renderTemplate } from "@redshift-guard/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { type ActionDescription, markdownTable, withSection } from "../../../packages/github/test/action-page.ts";
import { inputNames, readInputs } from "../src/inputs.ts";
import { allowing, repository } from "./repository.ts";
import { runAction } from "./run-action.ts";

const action = parse(readFileSync(new URL("../action.yml", import.meta.url), "utf8")) as ActionDescription;
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

afterEach(() => {
  vi.unstubAllEnvs();
});

function inputsFrom(values: Readonly<Record<string, string>>): ReturnType<typeof readInputs> {
  for (const [name, value] of Object.entries(values)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
  return readInputs(process.env);
}

describe("action.yml", () => {
  test("runs the bundle on Node 24", () => {
    expect(action.runs).toEqual({ using: "node24", main: "dist/index.js" });
  });

  test("lists the inputs that are read, in their order", () => {
    expect(Object.keys(action.inputs)).toEqual([...inputNames]);
  });

  test("gives the defaults that the code has", () => {
    const written = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default === undefined || input.default.startsWith("${{") ? [] : [[name, input.default] as const],
    );
    expect(inputsFrom(Object.fromEntries(written))).toEqual(inputsFrom({}));
  });

  test("lists the outputs that a run sets", async () => {
    const run = await runAction({ repository: repository({ "a.json": allowing("s3:GetObject") }) });
    expect(Object.keys(run.outputs)).toEqual(Object.keys(action.outputs));
  });

  test.each(Object.entries(action.inputs))("names in its description what `%s` may be", (name, { description }) => {
    // The message for a wrong value lists the right ones; the description must name each of them.
    let message = "";
    try {
      inputsFrom({ [name]: "wrong value" });
    } catch (error) {
      message = (error as Error).message;
    }
    const values = /it may be ([\w, -]+)\./.exec(message)?.[1]?.split(", ") ?? [];
    for (const value of values.filter((word) => word !== "false")) expect(description).toContain(`\`${value}\``);
  });
});

test("README.md has the tables of action.yml and the template's policy", async () => {
  const inputs = Object.entries(action.inputs).map(([name, { description, default: ifAbsent }]) => [
    `\`${name}\``,
    description,
    ifAbsent === undefined ? "" : `\`${ifAbsent}\``,
  ]);
  const outputs = Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]);
  const policy = renderTemplate("redshift-guard-validate", {}).trim();
  let written = withSection(readme, "inputs", markdownTable([["input", "what it does", "default"], ...inputs]));
  written = withSection(written, "outputs", markdownTable([["output", "what it is"], ...outputs]));
  written = withSection(written, "policy", `\`\`\`json\n${policy}\n\`\`\``);
  await expect(written).toMatchFileSnapshot("../README.md");
});

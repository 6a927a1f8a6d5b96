import { formats } from "@redshift-guard/core";
import { describe, expect, test, vi } from "vitest";
import { type ActionDescription, markdownTable, withSection } from "./action-page.ts";

/** An action's `action.yml` and README, and what its code has: they have to agree. */
export interface ActionInFull {
  readonly action: ActionDescription;
  readonly readme: string;
  readonly inputNames: readonly string[];
  readInputs(environment: Readonly<Record<string, string | undefined>>): unknown;
  /** The names of the outputs that a run sets. */
  outputNames(): Promise<readonly string[]>;
  /** The policy that the action's role needs, as JSON. */
  readonly policy: string;
}

/** The tests that every action has; with the update flag they write the generated parts of its README. */
export function describeAction({ action, readme, ...code }: ActionInFull): void {
  const { inputNames, readInputs, outputNames, policy } = code;

  function inputsFrom(values: Readonly<Record<string, string>>): unknown {
    for (const [name, value] of Object.entries(values)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
    try {
      return readInputs(process.env);
    } finally {
      vi.unstubAllEnvs();
    }
  }

  /** What an input may be, as the message for a wrong value lists it; none for an input that takes any text. */
  function choicesOf(name: string): readonly string[] {
    try {
      inputsFrom({ [name]: "wrong value" });
    } catch (error) {
      return /it may be ([\w, -]+)\./.exec((error as Error).message)?.[1]?.split(", ") ?? [];
    }
    return [];
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
      expect(await outputNames()).toEqual(Object.keys(action.outputs));
    });

    test("names in its descriptions what each input may be", () => {
      const choices = Object.keys(action.inputs).flatMap((name) =>
        choicesOf(name).flatMap((choice) => (choice === "false" ? [] : { name, choice })),
      );
      expect(choices.length).toBeGreaterThan(3);
      const unnamed = choices.filter(({ name, choice }) => !action.inputs[name]?.description.includes(`\`${choice}\``));
      expect(unnamed).toEqual([]);
    });

    test("names formats that exist", () => {
      const named = [...(action.inputs["reports"]?.description ?? "").matchAll(/`([a-z]+)`/g)].map(([, id]) => id);
      expect(named.length).toBeGreaterThan(3);
      expect(formats.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
    });
  });

  test("README.md has the tables of action.yml and the template's policy", async () => {
    const inputs = Object.entries(action.inputs).map(([name, { description, default: ifAbsent }]) => [
      `\`${name}\``,
      description,
      ifAbsent === undefined ? "" : `\`${ifAbsent}\``,
    ]);
    const outputs = Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]);
    let written = withSection(readme, "inputs", markdownTable([["input", "what it does", "default"], ...inputs]));
    written = withSection(written, "outputs", markdownTable([["output", "what it is"], ...outputs]));
    written = withSection(written, "policy", `\`\`\`json\n${policy.trim()}\n\`\`\``);
    await expect(written).toMatchFileSnapshot("../README.md");
  });
}

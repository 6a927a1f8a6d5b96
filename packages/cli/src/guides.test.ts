import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Node, parseText, plainValue, renderTemplate, type TemplateParameters } from "@redshift-guard/core";
import { afterAll, describe, expect, test } from "vitest";

/** The pages that walk through a whole set-up: every command of ours on them is run, in order, in one folder. */
const guides = [
  "polytomic-redshift-serverless",
  "informatica-redshift-connector",
  "informatica-assume-role",
  "redshift-service-roles",
];

const cli = fileURLToPath(new URL("./cli.ts", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Block {
  /** What stands after the backticks, e.g. `sh exit=1`. */
  readonly info: string;
  readonly text: string;
}

describe.each(guides)("%s", (guide) => {
  const page = readFileSync(new URL(`../../../docs/${guide}.md`, import.meta.url), "utf8");
  const blocks = [...page.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].map(
    ([, info, text]): Block => ({ info: info as string, text: text as string }),
  );

  test("every command works, and what it says it keeps is in sync", { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "redshift-guard-guide-"));
    folders.push(folder);
    let ran = 0;
    for (const { info, text } of blocks) {
      if (info === "yaml redshift-guard.yml") {
        writeFileSync(join(folder, "redshift-guard.yml"), text);
        writeFileSync(join(folder, "roles.json"), snapshotOf(text));
      }
      if (!info.startsWith("sh")) continue;
      const expected = Number(/exit=(\d)/.exec(info)?.[1] ?? 0);
      for (const command of commandsIn(text)) {
        const [program, ...args] = command.split(/\s+/);
        if (program !== "redshift-guard") continue;
        const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
          cwd: folder,
          encoding: "utf8",
        });
        expect({ command, status, output: status === expected ? "" : stdout + stderr }).toEqual({
          command,
          status: expected,
          output: "",
        });
        ran++;
      }
    }
    expect(ran).toBeGreaterThan(3);
  });

  test("every file that a command of AWS reads was written before", () => {
    const written = new Set(["roles.json"]);
    for (const command of blocks.flatMap(({ info, text }) => (info.startsWith("sh") ? commandsIn(text) : []))) {
      for (const [, file] of command.matchAll(/--output (\S+\.(?:json|tf))/g)) written.add(file as string);
      for (const [, file] of command.matchAll(/file:\/\/(\S+)/g)) expect([...written]).toContain(file);
    }
  });

  test("its links lead somewhere", () => {
    const targets = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, target]) => `../../../docs/${target}`);
    expect(targets.filter((target) => !existsSync(new URL(target, import.meta.url)))).toEqual([]);
  });
});

/** The commands of a shell block, with their continued lines joined. */
function commandsIn(text: string): string[] {
  return text
    .replaceAll(/\\\n\s*/g, "")
    .trim()
    .split("\n");
}

/** What AWS would print of the roles once they are as the config has them. */
function snapshotOf(config: string): string {
  const { roles } = plainValue(parseText(config, { syntax: "yaml" }).root as Node) as {
    roles: { role: string; trust: { template: string; parameters?: TemplateParameters } }[];
  };
  const RoleDetailList = roles.map(({ role, trust }, index) => ({
    Path: "/",
    RoleName: role.slice(role.lastIndexOf("/") + 1),
    RoleId: `AROAEXAMPLE${String(index).padStart(10, "0")}`,
    Arn: role,
    CreateDate: "2026-01-01T00:00:00+00:00",
    AssumeRolePolicyDocument: JSON.parse(renderTemplate(trust.template, trust.parameters ?? {})) as object,
  }));
  return JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList, Policies: [] });
}

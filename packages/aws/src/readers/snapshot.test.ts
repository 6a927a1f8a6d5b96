import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoleReading } from "@redshift-guard/core";
import { afterAll, describe, expect, test } from "vitest";
import { readRoles } from "../open-roles.ts";

const folder = mkdtempSync(join(tmpdir(), "snapshot-"));
afterAll(() => rmSync(folder, { recursive: true }));

const trust = { Version: "2012-10-17", Statement: [] };

function role(name: string, account = "111122223333", document: unknown = trust): object {
  return {
    Path: "/",
    RoleName: name,
    RoleId: "AROAEXAMPLE",
    Arn: `arn:aws:iam::${account}:role/${name}`,
    AssumeRolePolicyDocument: document,
  };
}

async function read(text: string | Buffer): Promise<RoleReading[]> {
  const path = join(folder, "roles.json");
  writeFileSync(path, text);
  return readings(path);
}

async function readings(path: string): Promise<RoleReading[]> {
  return Array.fromAsync(readRoles(`snapshot:${path}`));
}

function inShort(readings: readonly RoleReading[]): string[] {
  return readings.map((reading) =>
    reading.kind === "role"
      ? `${reading.account} ${reading.path}${reading.name}`
      : reading.kind === "not-read"
        ? reading.code
        : `all of ${reading.account}`,
  );
}

describe("what the AWS CLI prints", () => {
  test.each([
    ["get-account-authorization-details", { RoleDetailList: [role("a")] }, ["111122223333 /a", "all of 111122223333"]],
    ["list-roles", { Roles: [role("a")] }, ["111122223333 /a", "all of 111122223333"]],
    ["get-role", { Role: role("a") }, ["111122223333 /a"]],
    ["--query Roles", [role("a"), role("b")], ["111122223333 /a", "111122223333 /b"]],
    ["a role alone", role("a"), ["111122223333 /a"]],
    [
      "several accounts in one file",
      [{ Roles: [role("a")] }, { Roles: [role("b", "444455556666")] }],
      ["111122223333 /a", "all of 111122223333", "444455556666 /b", "all of 444455556666"],
    ],
    ["a list that was cut", { Roles: [role("a")], IsTruncated: true }, ["111122223333 /a", "NOT_ANALYSED_LIST_CUT"]],
    ["a list with a next page", { Roles: [role("a")], NextToken: "x" }, ["111122223333 /a", "NOT_ANALYSED_LIST_CUT"]],
    ["a list with a marker", { Roles: [role("a")], Marker: "x" }, ["111122223333 /a", "NOT_ANALYSED_LIST_CUT"]],
    ["an empty list", { RoleDetailList: [] }, []],
    ["an empty list that was cut", { RoleDetailList: [], IsTruncated: true }, ["NOT_ANALYSED_LIST_CUT"]],
  ])("%s", async (_, document, expected) => {
    expect(inShort(await read(JSON.stringify(document)))).toEqual(expected);
  });

  test("documents as objects, as text and percent-encoded mean the same", async () => {
    const text = '{"Statement":[{"Condition":{"StringLike":{"sts:ExternalId":"a+b%41"}}}]}';
    for (const document of [JSON.parse(text), text, encodeURIComponent(text)]) {
      const [reading] = await read(JSON.stringify({ Role: role("a", "111122223333", document) }));
      expect(reading?.kind === "role" && JSON.parse(reading.trustPolicy)).toEqual(JSON.parse(text));
    }
  });

  test("a repeated member of a trust policy is not lost", async () => {
    const text = JSON.stringify({ Role: role("a") }).replace('"Version"', '"Version":"2008-10-17","Version"');
    const [reading] = await read(text);
    expect(reading?.kind === "role" && reading.trustPolicy).toContain('"Version":"2008-10-17","Version"');
  });

  test("UTF-16 and a byte order mark, as PowerShell writes them", async () => {
    const text = JSON.stringify({ Role: role("a") });
    expect(inShort(await read(Buffer.from(`\ufeff${text}`, "utf16le")))).toEqual(["111122223333 /a"]);
    expect(inShort(await read(`\ufeff${text}`))).toEqual(["111122223333 /a"]);
  });
});

describe("what cannot be read is said", () => {
  test.each([
    ["empty", "", "NOT_ANALYSED_SNAPSHOT"],
    ["cut off", JSON.stringify({ Roles: [role("a"), role("b")] }).slice(0, -9), "NOT_ANALYSED_SNAPSHOT"],
    ["an error page", "<html></html>", "NOT_ANALYSED_SNAPSHOT"],
    ["YAML", "Roles:\n- Arn: arn:aws:iam::111122223333:role/a\n", "NOT_ANALYSED_SNAPSHOT"],
    ["other JSON", '{"Users":[]}', "NOT_ANALYSED_NO_ROLES"],
    ["a number", "7", "NOT_ANALYSED_NO_ROLES"],
    ["brackets", "[".repeat(100_000), "NOT_ANALYSED_SNAPSHOT"],
    [
      "a role without its policy",
      JSON.stringify({ Role: { ...role("a"), AssumeRolePolicyDocument: undefined } }),
      "NOT_ANALYSED_SNAPSHOT",
    ],
    ["a role without its ARN", JSON.stringify({ Role: { ...role("a"), Arn: "x" } }), "NOT_ANALYSED_SNAPSHOT"],
  ])("%s", async (_, text, code) => {
    expect(inShort(await read(text))).toEqual([code]);
  });

  test("a file that is not there", async () => {
    expect(inShort(await readings(join(folder, "nowhere.json")))).toEqual(["NOT_ANALYSED_UNREADABLE"]);
  });

  test("a fault is told with its line", async () => {
    const [reading] = await read('{"Roles": [\n{"Arn": "x" "Path": "/"}\n]}');
    expect(reading?.kind === "not-read" && reading.details).toMatch(/Line 2: A comma is missing/);
  });
});

test("a folder is read file by file, and one that is broken does not hide the others", async () => {
  const many = join(folder, "many");
  mkdirSync(join(many, "inner"), { recursive: true });
  writeFileSync(join(many, "a.json"), JSON.stringify({ Roles: [role("a")] }));
  writeFileSync(join(many, "b.json"), "{");
  writeFileSync(join(many, "notes.txt"), "no snapshot");
  writeFileSync(join(many, "inner", "c.json"), JSON.stringify({ Roles: [role("c", "444455556666")] }));
  expect(inShort(await readings(many))).toEqual([
    "111122223333 /a",
    "all of 111122223333",
    "NOT_ANALYSED_SNAPSHOT",
    "444455556666 /c",
    "all of 444455556666",
  ]);
  mkdirSync(join(many, "empty"));
  expect(inShort(await readings(join(many, "empty")))).toEqual(["NOT_ANALYSED_NO_ROLES"]);
});

test("pages of a list: the last one makes it whole, for its account", async () => {
  const pages = join(folder, "pages");
  mkdirSync(pages);
  writeFileSync(join(pages, "1.json"), JSON.stringify({ Roles: [role("a")], IsTruncated: true, Marker: "x" }));
  writeFileSync(join(pages, "2.json"), JSON.stringify({ Roles: [role("b")], IsTruncated: false }));
  expect(inShort(await readings(pages))).toEqual(["111122223333 /a", "111122223333 /b", "all of 111122223333"]);
  writeFileSync(join(pages, "3.json"), JSON.stringify({ Roles: [role("c", "444455556666")], NextToken: "x" }));
  const [cut] = (await readings(pages)).filter(({ kind }) => kind === "not-read");
  expect(cut).toMatchObject({ code: "NOT_ANALYSED_LIST_CUT", account: "444455556666", subject: join(pages, "3.json") });
});

test.skipIf(process.platform === "win32")(
  "links are followed, once round, and one that leads nowhere is said",
  async () => {
    const linked = join(folder, "linked");
    mkdirSync(join(linked, "a"), { recursive: true });
    mkdirSync(join(folder, "elsewhere"));
    writeFileSync(join(folder, "elsewhere", "c.json"), JSON.stringify({ Roles: [role("c", "444455556666")] }));
    writeFileSync(join(linked, "a", "a.json"), JSON.stringify({ Roles: [role("a")] }));
    writeFileSync(join(linked, "notes.txt"), "no snapshot");
    symlinkSync(join(folder, "elsewhere"), join(linked, "b"));
    symlinkSync(linked, join(linked, "c"));
    symlinkSync(join(linked, "notes.txt"), join(linked, "d"));
    symlinkSync(join(linked, "nowhere"), join(linked, "e"));
    symlinkSync(join(folder, "elsewhere", "c.json"), join(linked, "f.json"));
    expect(inShort(await readings(linked))).toEqual([
      ...["111122223333 /a", "all of 111122223333"],
      ...["444455556666 /c", "all of 444455556666"],
      "NOT_ANALYSED_UNREADABLE",
      ...["444455556666 /c", "all of 444455556666"],
    ]);
  },
);

test.each([
  ["roles.json", /Did you mean `snapshot:roles\.json`/],
  ["snapshots:roles.json", /Did you mean `snapshot:`/],
  ["snapshot:", /Which file/],
])("`%s` is wrong use", (spec, message) => {
  expect(() => readRoles(spec)).toThrow(message);
});

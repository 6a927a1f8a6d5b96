import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { terraformModules } from "./terraform-modules.ts";

let folder: string;
beforeEach(() => {
  const before = process.cwd();
  folder = realpathSync(mkdtempSync(join(tmpdir(), "redshift-guard-modules-")));
  mkdirSync(join(folder, "repository/m/inner"), { recursive: true });
  process.chdir(join(folder, "repository"));
  return () => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  };
});

function names(path: string): { readonly files: string[]; readonly notRead: string[] } {
  const { files, notRead } = terraformModules()(path);
  return { files: files.map((file) => file.path), notRead: notRead.map((file) => file.path) };
}

test("the files that Terraform reads with the one, under names as it has itself", () => {
  for (const name of [
    "iam.tf",
    "l.tf",
    "o.tofu",
    "j.tf.json",
    ".draft.tf",
    "#l.tf#",
    "l.tf~",
    "x.tfvars",
    "inner/i.tf",
  ])
    writeFileSync(join("m", name), "");
  mkdirSync("m/folder.tf");
  const own = ["iam.tf", "j.tf.json", "l.tf", "o.tofu"];
  expect(names("m/iam.tf")).toEqual({ files: own.map((name) => `m/${name}`), notRead: [] });
  const absolute = join(folder, "repository/m");
  expect(names(`${absolute}/iam.tf`).files).toEqual(own.map((name) => `${absolute}/${name}`));
  process.chdir("m");
  expect(names("iam.tf").files).toEqual(own);
});

test("links are followed inside of where the command runs, and nowhere else", () => {
  writeFileSync(join(folder, "secret.tf"), "");
  writeFileSync("used.tf", "");
  symlinkSync("../used.tf", "m/used.tf");
  symlinkSync("../../secret.tf", "m/out.tf");
  symlinkSync("gone.tf", "m/gone.tf");
  expect(names("m/iam.tf")).toEqual({ files: ["m/used.tf"], notRead: ["m/gone.tf", "m/out.tf"] });
  process.chdir("m/inner");
  expect(names("../iam.tf")).toEqual({ files: [], notRead: ["../gone.tf", "../out.tf", "../used.tf"] });
});

test("of many files a hundred, and first those that change what the others say", () => {
  for (let i = 0; i < 120; i++) writeFileSync(`m/${String(i).padStart(3, "0")}.tf`, "");
  writeFileSync("m/z_override.tf", "");
  const { files, notRead } = names("m/iam.tf");
  expect(files).toHaveLength(100);
  expect(files[0]).toBe("m/z_override.tf");
  expect(notRead).toHaveLength(21);
});

test("a folder that is not there has nothing to tell", () => {
  expect(names("nowhere/iam.tf")).toEqual({ files: [], notRead: ["nowhere/"] });
});

test("each folder is read once", () => {
  writeFileSync("m/l.tf", "");
  const moduleOf = terraformModules();
  expect(moduleOf("m/a.tf")).toBe(moduleOf("m/b.tf"));
  expect(moduleOf("m/a.tf")).not.toBe(moduleOf("a.tf"));
});

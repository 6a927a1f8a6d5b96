import { readFileSync } from "node:fs";
import { renderTemplate } from "@redshift-guard/core";
import { parse } from "yaml";
import { describeAction } from "../../../packages/github/test/describe-action.ts";
import { inputNames, readInputs } from "../src/inputs.ts";
import { outputsOf } from "../src/outputs.ts";

describeAction({
  action: parse(file("action.yml")),
  readme: file("README.md"),
  inputNames,
  readInputs,
  outputNames: async () => Object.keys(outputsOf({ conclusion: "success", outcomes: [] }, [])),
  policy: renderTemplate("redshift-guard-audit-role", { accountId: "111122223333" }),
});

function file(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
}

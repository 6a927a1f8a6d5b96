import { readFileSync } from "node:fs";
import { renderTemplate } from "@redshift-guard/core";
import { parse } from "yaml";
import { describeAction } from "../../../packages/github/test/describe-action.ts";
import { inputNames, readInputs } from "../src/inputs.ts";
import { allowing, repository } from "./repository.ts";
import { runAction } from "./run-action.ts";

describeAction({
  action: parse(file("action.yml")),
  readme: file("README.md"),
  inputNames,
  readInputs,
  outputNames: async () => {
    const run = await runAction({ repository: repository({ "a.json": allowing("s3:GetObject") }) });
    return Object.keys(run.outputs);
  },
  policy: renderTemplate("redshift-guard-validate"),
});

function file(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
}

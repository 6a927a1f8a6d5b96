import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/*
 * Of each policy some words are remembered; 500 policies of 200 kB fit into 90 MB only if the rest of them is not, nor
 * words of such a length.
 */
const validateMany = `
  const { validatePolicy } = await import(process.argv[1]);
  const space = " ".repeat(200_000);
  const long = "x".repeat(200_000);
  for (let i = 0; i < 500; i++) {
    const name = "number" + String(i).padStart(8, "0");
    const statement = {
      Sid: name, Effect: "Allow",
      Action: ["s3:GetObject", "redshift:NoSuch" + name, "redshift:Get" + name + "*", "serviceof" + name + ":Get"],
      Resource: ["arn:aws:s3:::bucket-" + name + "/*", "arn:aws:serviceof" + name + ":::x", "arn:aws:redshift:us-east-1:111122223333:cluster:" + name],
      Condition: { ["foranyvalue:stringlike"]: { ["aws:resourcetag/" + name]: "x" }, StringEquals: { ["s3:key" + name]: name } },
    };
    const { kind } = validatePolicy(space + JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), { policyType: "identity" });
    if (kind !== "analysed") throw new Error(kind);
    const odd = {
      Effect: "Allow",
      Action: ["s3:" + name + long, "*" + name + long],
      Resource: ["arn:aws:" + name + long, "arn:aws:" + name + long + ":::x"],
      Condition: { StringEquals: { ["s3:" + name + long]: "x", ["aws:resourcetag/" + name + long]: "x" }, ["String" + name + long]: {} },
    };
    validatePolicy(JSON.stringify({ Version: "2012-10-17", Statement: [odd] }), { policyType: "identity" });
  }
`;

test("what is remembered of a policy does not keep its text in memory", { timeout: 60_000 }, () => {
  const core = new URL("./validate.ts", import.meta.url).href;
  const flags = ["--max-old-space-size=90", "--input-type=module", "--eval", validateMany, core];
  const { status, stderr } = spawnSync(process.execPath, flags, { encoding: "utf8" });
  expect(stderr).not.toContain("heap");
  expect(status, stderr).toBe(0);
});

// The main job on the shipped examples: validates the policies, compares the role snapshot with the trust spec, and
// leaves the reports in examples/out. The findings are the demo: its exit status is 0 unless something broke.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const examples = join(dirname(fileURLToPath(import.meta.url)), "..", "examples");
rmSync(join(examples, "out"), { recursive: true, force: true });
mkdirSync(join(examples, "out"), { recursive: true });

const reports = (name) =>
  [
    "text",
    `json=out/${name}.json`,
    `sarif=out/${name}.sarif`,
    `html=out/${name}.html`,
    `markdown=out/${name}.md`,
    `junit=out/${name}.xml`,
  ].flatMap((format) => ["--format", format]);
const broke = [
  show("Validate the example policies", ["validate", "policies", ...reports("validate")], [1, 3]),
  show(
    "Compare the deployed roles with the trust spec",
    ["drift", "--roles", "snapshot:roles.json", ...reports("drift")],
    [1, 3],
  ),
].includes(true);

console.log(
  broke
    ? "\nThe examples did not run as they should; see above."
    : "\nThat was the demo: the findings above are what the examples are for. Reports: examples/out/{validate,drift}.{html,md,json,sarif,xml}",
);
process.exit(broke ? 1 : 0);

/** @returns whether the command ended in another way than the examples should. */
function show(title, args, expected) {
  console.log(
    `\n━━ ${title}\n   redshift-guard ${args.filter((arg, i) => arg !== "--format" && args[i - 1] !== "--format").join(" ")}\n`,
  );
  const { status } = spawnSync(process.execPath, [join(examples, "../packages/cli/bin/redshift-guard.js"), ...args], {
    cwd: examples,
    stdio: "inherit",
  });
  return !expected.includes(status);
}

// Every check there is, and one line that counts them: format and lint, types, the example of another repository, and the
// tests, which also refuse stale generated files. `npm test` and CI run the same.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "redshift-guard-check-"));
const results = join(folder, "vitest.json");
let passed = 0;
let failed = 0;
let skipped = 0;

step("format and lint", ["biome", "ci", "--colors=off", "."]);
step("types", ["tsc", "--noEmit", "-p", "tsconfig.json"]);
step("types of core, without Node", ["tsc", "--noEmit", "-p", "packages/core/tsconfig.build.json"]);
step("the example of another repository's test", [
  "node",
  "--test",
  "--test-reporter=dot",
  "examples/import-core/trust.test.js",
]);
runTests();
rmSync(folder, { recursive: true, force: true });

console.log(`\n${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`);
process.exit(failed === 0 ? 0 : 1);

function step(name, [command, ...args]) {
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  console.log(`${status === 0 ? "passed" : "FAILED"}: ${name}`);
  if (status === 0) passed++;
  else failed++;
}

function runTests() {
  // CI is set so that a snapshot or generated file that is missing or stale fails instead of being written.
  const environment = { ...process.env, CI: "true" };
  const { status } = spawnSync("vitest", ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${results}`], {
    stdio: "inherit",
    env: environment,
    shell: process.platform === "win32",
  });
  try {
    const report = JSON.parse(readFileSync(results, "utf8"));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    skipped += report.numPendingTests + report.numTodoTests;
    // A file that does not even load has no failed test of its own.
    const unloaded = report.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    ).length;
    failed += unloaded;
    if (report.numTotalTests === 0 || (status !== 0 && report.numFailedTests + unloaded === 0)) failed++;
  } catch (error) {
    console.error(`The test run left no result: ${error.message}`);
    failed++;
  }
}

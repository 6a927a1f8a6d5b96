import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Vitest's `globalSetup`: one folder for all that the tests, and the programs that they start, make for a while. It goes
 * when they have ended, so no test has to clear up after itself.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "redshift-guard-tests-"));
  // POSIX, and Windows.
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

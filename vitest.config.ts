import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // A loop over nothing would pass, whatever its test expects of each.
    expect: { requireAssertions: true },
    include: ["packages/**/*.test.ts", "actions/**/*.test.ts", "scripts/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: "scripts/temporary-folder.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";

/**
 * The package as npm serves it. Of its hundreds of modules Node would read each from a file of its own, which takes it
 * far longer than the checks take for a policy. They stand in a few files instead: what is reached from each of these
 * modules, and from none before it, so that who bundles a program of his own can leave out what it does not use.
 */
const parts = {
  policy: "parse-policy.ts",
  services: "service-reference/services.ts",
  access: "access/compare.ts",
  templates: "template.ts",
  validate: "validate.ts",
  drift: "drift.ts",
};

const groups = Object.entries(parts).map(([name, module], place, all) => ({
  name,
  test: (id) => id === fileURLToPath(new URL(`src/${module}`, import.meta.url)),
  priority: all.length - place,
}));

export default defineConfig({
  input: { index: "src/index.ts" },
  platform: "neutral",
  external: ["yaml"],
  treeshake: { moduleSideEffects: false },
  output: {
    dir: "dist",
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: { groups },
  },
});

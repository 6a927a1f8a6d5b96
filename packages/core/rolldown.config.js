import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/** The package has no dependency: Node would read this one from seventy files, longer than all of the package itself. */
const yaml = fileURLToPath(new URL(".", import.meta.resolve("yaml/package.json")));

/** It exports what the others have and has nothing itself: a bundler that drops whole files can leave out any of them. */
const index = fileURLToPath(new URL("src/index.ts", import.meta.url));

const groups = Object.entries(parts).map(([name, module], place, all) => ({
  name,
  test: (id) => id === fileURLToPath(new URL(`src/${module}`, import.meta.url)),
  priority: all.length - place,
}));

/** Its licence asks to go along, as the one of the data about services does. */
const yamlLicense = `/*!\n${readFileSync(join(yaml, "LICENSE"), "utf8")}*/`;

export default defineConfig({
  input: { index: "src/index.ts" },
  platform: "neutral",
  treeshake: { moduleSideEffects: false },
  output: {
    dir: "dist",
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    banner: ({ name }) => (name === "yaml" ? yamlLicense : ""),
    codeSplitting: {
      groups: [
        { name: "yaml", test: (id) => id.startsWith(yaml), priority: 10 },
        ...groups,
        { name: "files", test: (id) => id !== index, priority: 0 },
      ],
    },
  },
});

// Bundles one entry into one ES module: `node scripts/bundle.mjs ENTRY OUT [--split]`, paths relative to where it runs.
// What is loaded by `import()` is evaluated only when it is used, as in source, but stands in the same file; with
// `--split` it stands in files beside it, and is not even read before: an SDK is half of a bundle.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";

const require = createRequire(import.meta.url);
const [entry, out, flag] = process.argv.slice(2);
const split = flag === "--split";
if (entry === undefined || out === undefined || (flag !== undefined && !split)) {
  console.error("Usage: node scripts/bundle.mjs ENTRY OUT [--split]");
  process.exit(2);
}

const bundle = await rolldown({
  input: entry,
  platform: "node",
  plugins: [lazyBuiltins(), yamlAsModules()],
  // A package's module that nothing is used from is left out, even where its manifest does not promise that this is safe.
  treeshake: { moduleSideEffects: (id) => !id.includes("node_modules"), propertyReadSideEffects: false },
  transform: { target: "node20" },
});
const { output } = await bundle.generate({
  format: "esm",
  minify: true,
  codeSplitting: split && {
    groups: [
      { name: "main", tags: ["$initial"], priority: 1 },
      { name: "later", test: /./ },
    ],
  },
  entryFileNames: basename(out),
  chunkFileNames: "[name].js",
  comments: { legal: false },
});
await bundle.close();
if (output.length !== 1 && !split) {
  console.error(`Expected one file, got ${output.map((chunk) => chunk.fileName).join(", ")}`);
  process.exit(1);
}
const folder = dirname(out);
if (split) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const chunk of output) {
  const code = asAscii(chunk.code);
  writeFileSync(join(folder, chunk.fileName), code);
  console.log(`${join(folder, chunk.fileName)} ${Math.ceil(code.length / 1024)} KiB`);
}

/**
 * Node's own modules by `require`. An `import` of one makes Node read each of its exports, and many are getters that
 * load half of Node (`node:fs` its streams, `node:process` the standard input, `node:http` a fetch client): that alone
 * is as long as an empty process. As modules of the bundle they are also loaded no sooner than what uses them.
 */
function lazyBuiltins() {
  const prefix = "\0builtin:";
  return {
    name: "lazy-builtins",
    resolveId: (id, importer) =>
      isBuiltin(id) && !/^(node:)?module$/.test(id) && !importer?.startsWith(prefix)
        ? { id: prefix + id.replace(/^node:/, ""), moduleSideEffects: false }
        : null,
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length);
      const names = Object.keys(require(`node:${name}`)).filter(
        (key) => /^[a-z_$][\w$]*$/i.test(key) && key !== "default",
      );
      if (name === "child_process") return deferred(name, names);
      return [
        'import { createRequire as requireFrom } from "node:module";',
        `const builtin = /* @__PURE__ */ requireFrom(import.meta.url)("node:${name}");`,
        "export default builtin;",
        ...names.map((key) => `export const ${key} = builtin.${key};`),
      ].join("\n");
    },
  };
}

/** For modules that are imported by all and used by few: each function loads the module when it is first called. */
function deferred(name, names) {
  return [
    'import { createRequire as requireFrom } from "node:module";',
    `const load = () => requireFrom(import.meta.url)("node:${name}");`,
    ...names.map((key) => `export const ${key} = (...args) => load().${key}(...args);`),
    `export default { ${names.join(", ")} };`,
  ].join("\n");
}

/** What `yaml` gives Node is CommonJS, of which nothing can be left out; beside it stands the same code as modules. */
function yamlAsModules() {
  return {
    name: "yaml-as-modules",
    resolveId: (id, importer) =>
      id === "yaml" ? join(dirname(createRequire(importer).resolve("yaml/package.json")), "browser", "index.js") : null,
  };
}

/** Node reads a text of one byte a character faster. What is not ASCII stands in strings and patterns only. */
function asAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

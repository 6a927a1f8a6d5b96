// Bundles one entry into one ES module: `node scripts/bundle.mjs ENTRY OUT [--split]`, paths relative to where it runs.
// What is loaded by `import()` is evaluated only when it is used, as in source, but stands in the same file; with
// `--split` it stands in files beside it, and is not even read before: an SDK is half of a bundle.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";

const require = createRequire(import.meta.url);
const usedByFew = new Set(["child_process", "fs/promises", "readline/promises"]);
const [entry, out, flag] = process.argv.slice(2);
const split = flag === "--split";
if (entry === undefined || out === undefined || (flag !== undefined && !split)) {
  console.error("Usage: node scripts/bundle.mjs ENTRY OUT [--split]");
  process.exit(2);
}

const bundle = await rolldown({
  input: entry,
  platform: "node",
  plugins: [lazyBuiltins(), yamlAsModules(), withoutExamples()],
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

writeFileSync(join(folder, "licenses.txt"), licensesOf(output.flatMap((chunk) => Object.keys(chunk.modules))));

/** The licence of every package that is part of the bundle, each text once: all of them ask that it goes along. */
function licensesOf(modules) {
  const packages = modules.flatMap(
    (id) => /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/.exec(id)?.[0] ?? [],
  );
  const byText = new Map();
  for (const path of new Set(packages)) {
    const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? license : readFileSync(join(path, file), "utf8").trim();
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  // Data that was generated from a package carries its notice in the first comment.
  for (const id of modules.filter((one) => /service-reference[\\/]data\.ts$/.test(one))) {
    const notice = /^\/\*([\s\S]*?)\*\//.exec(readFileSync(id, "utf8"))?.[1] ?? "";
    byText.set(notice.replace(/^ \* ?/gm, "").trim(), ["The data about AWS services"]);
  }
  return [...byText]
    .map(([text, names]) => `${names.sort().join("\n")}\n\n${text}\n`)
    .sort()
    .join(`\n${"-".repeat(80)}\n\n`);
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
    // What a CommonJS module requires, it requires when it is evaluated; as a module here it would need every export.
    resolveId: (id, importer, { kind }) =>
      kind !== "require-call" && isBuiltin(id) && !/^(node:)?module$/.test(id) && !importer?.startsWith(prefix)
        ? { id: `${prefix}${id.replace(/^node:/, "")}?${packageOf(importer ?? "")}`, moduleSideEffects: false }
        : null,
    load(id) {
      if (!id.startsWith(prefix)) return null;
      const name = id.slice(prefix.length, id.lastIndexOf("?"));
      const builtin = require(`node:${name}`);
      const names = Object.keys(builtin).filter((key) => /^[a-z_$][\w$]*$/i.test(key) && key !== "default");
      if (usedByFew.has(name)) {
        return deferred(
          name,
          names.filter((key) => typeof builtin[key] === "function"),
        );
      }
      return [
        'import { createRequire as requireFrom } from "node:module";',
        `const builtin = /* @__PURE__ */ requireFrom(import.meta.url)("node:${name}");`,
        "export default builtin;",
        ...names.map((key) => `export const ${key} = builtin.${key};`),
      ].join("\n");
    },
  };
}

/** One such module for each package: what only an SDK uses is not read with what the program uses. */
function packageOf(path) {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1] ?? "own";
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

/** The examples of checks are for their tests and pages; a sixth of the program, read by nobody while it runs. */
function withoutExamples() {
  return {
    name: "without-examples",
    transform(code, id) {
      if (!/[\\/]core[\\/]src[\\/]checks[\\/][\w-]+\.ts$/.test(id)) return null;
      const ranges = [];
      collect(parseAst(code, { lang: "ts" }), ranges);
      let text = code;
      for (const { start, end } of ranges.reverse()) text = `${text.slice(0, start)}[]${text.slice(end)}`;
      return { code: text, moduleType: "ts" };
    },
  };
}

/** The values of members `bad` and `good`, in written order. */
function collect(node, ranges) {
  if (typeof node !== "object" || node === null) return;
  if (node.type === "Property" && /^(bad|good)$/.test(node.key.name ?? "")) ranges.push(node.value);
  else for (const child of Array.isArray(node) ? node : Object.values(node)) collect(child, ranges);
}

/** Node reads a text of one byte a character faster. What is not ASCII stands in strings and patterns only. */
function asAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

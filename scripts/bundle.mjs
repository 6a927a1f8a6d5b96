// Bundles one entry: `node scripts/bundle.mjs ENTRY OUT [OFTEN] [--with PART]…`, paths relative to where it runs. Half of a short run is
// Node reading code, so OUT holds what every run needs, and the rest stands in files beside it that are read when they
// are used: what is loaded by `import()`, the parts of core below, and the data about services. OFTEN is a module loaded
// by `import()` in most runs: what it needs is in one file. PART is one of the parts of core below that every run of this
// program needs: it is not apart.
//
// The files are CommonJS: Node starts sooner than with ES modules, and a part can be loaded in the midst of a function.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";

const require = createRequire(import.meta.url);
const usedByFew = new Set(["child_process", "crypto", "fs/promises", "readline/promises"]);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { with: { type: "string", multiple: true, default: [] } },
});
const [entry, out, often, ...rest] = positionals;
if (entry === undefined || out === undefined || rest.length > 0) {
  console.error("Usage: node scripts/bundle.mjs ENTRY OUT [OFTEN] [--with PART]…");
  process.exit(2);
}

const coreSource = fileURLToPath(new URL("../packages/core/src", import.meta.url));
/** Parts of core that few runs use, and the modules that lead into each. */
const later = {
  yaml: ["syntax/yaml.ts"],
  faults: ["syntax/faulty-json.ts"],
  nearly: ["nearly-policy.ts"],
  redundancy: ["facts/redundancy.ts"],
  terraform: [
    "hcl/address-of.ts",
    "hcl/condition-operand.ts",
    "hcl/document-reference.ts",
    "hcl/document-takers.ts",
    "hcl/document-types.ts",
    "hcl/doubted.ts",
    "hcl/each-case.ts",
    "hcl/found-policy.ts",
    "hcl/module-beside.ts",
    "hcl/policies-of-documents.ts",
    "hcl/policy-document-data.ts",
    "hcl/read.ts",
    "hcl/resolve.ts",
    "hcl/taken-in.ts",
    "hcl/to-node.ts",
    "hcl/written-policy.ts",
    "terraform/policy-attribute.ts",
    "terraform/policy-type.ts",
  ],
  cloudformation: [
    "cloudformation/policy-at.ts",
    "cloudformation/policy-property.ts",
    "cloudformation/policy-type.ts",
    "cloudformation/resolve.ts",
    "cloudformation/template-conditions.ts",
  ],
  elsewhere: ["elsewhere.ts"],
  baseline: ["baseline.ts", "fingerprint.ts"],
  config: ["config.ts", "config/unused-values.ts"],
  access: [
    "access/compare.ts",
    "access/document-fault.ts",
    "access/lost-denial.ts",
    "access/request.ts",
    "access-findings.ts",
  ],
  drift: ["drift.ts", "merge-reports.ts", "read-report.ts", "adopt.ts", "explain.ts", "explain/decide.ts"],
  formats: ["formats/html.ts", "formats/json.ts", "formats/junit.ts", "formats/sarif.ts"],
  annotations: ["formats/github.ts", "formats/markdown.ts"],
  ...rareChecks(),
};

for (const part of values.with) {
  if (!Object.hasOwn(later, part)) throw new Error(`There is no part \`${part}\``);
  delete later[part];
}

/** What all stand-ins for checks have in common: whether a check is run is told by what they have of their own. */
const laterCheck = `export const laterCheck = {
  ${["title", "why", "fix", "learnMoreLink"].map((key) => `get ${key}() { return this.load()[this.as].${key}; }`).join(",\n")},
  bad: [],
  good: [],
  run(policy, services) { return this.load()[this.as].run(policy, services); },
};`;

const folder = dirname(out);
// The first time for nothing but to see which modules are read together.
const apart = await build([]);
const output = await build([
  { name: "main", test: modulesRead(apart, entry), priority: 2 },
  ...(often === undefined ? [] : [{ name: basename(often, ".ts"), test: modulesRead(apart, often), priority: 1 }]),
]);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// The modules are CommonJS, whatever the package around them says.
writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
const chunks = output.filter(({ type }) => type === "chunk");
const names = new Set(output.map(({ fileName }) => fileName));
if (names.size < output.length) throw new Error("Two files of the bundle have one name");
for (const file of output) {
  const text = file.type === "chunk" ? asAscii(withFixedExports(withStrings(file.code))) : file.source;
  writeFileSync(join(folder, file.fileName), text);
  console.log(`${join(folder, file.fileName)} ${Math.ceil(text.length / 1024)} KiB`);
}

// Under a name with "licence" in it, pnpm would take it for the package's own, and pack no other.
writeFileSync(join(folder, "notices.txt"), licensesOf(chunks.flatMap((chunk) => Object.keys(chunk.modules))));

async function build(groups) {
  const bundle = await rolldown({
    input: { [basename(out, ".js")]: entry },
    platform: "node",
    plugins: [lazyBuiltins(), yamlAsModules(), withoutExamples(), servicesBeside(), laterModules()],
    // No module does anything by being imported, but for the entry: one that nothing is used from is left out.
    treeshake: { moduleSideEffects: false, propertyReadSideEffects: false },
    transform: { target: "node20" },
  });
  const { output } = await bundle.generate({
    format: "cjs",
    minify: true,
    codeSplitting: {
      groups: [...groups, { name: "sdk", test: (id) => /^(@aws-sdk|@smithy|@aws)[\\/]|^bowser$/.test(packageOf(id)) }],
    },
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    comments: { legal: false },
  });
  await bundle.close();
  return output;
}

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
    const notice = /^\/\*!([\s\S]*?)\*\//.exec(readFileSync(id, "utf8"))?.[1] ?? "";
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
        `const builtin = /* @__PURE__ */ module.require("node:${name}");`,
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
    `const load = () => module.require("node:${name}");`,
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
      if (id.startsWith("\0") || !/[\\/]core[\\/]src[\\/]checks[\\/][\w-]+\.ts$/.test(id)) return null;
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

/**
 * The data of each service in a file beside the bundle. As strings of a program it would be read character by character
 * in every run, and one run asks for a few services.
 */
function servicesBeside() {
  return {
    name: "services-beside",
    transform(code, id) {
      if (!/[\\/]service-reference[\\/]data\.ts$/.test(id)) return null;
      const { value, start, end } = exportsOf(code).find(({ name }) => name === "serviceData");
      const places = {};
      let source = "";
      for (const { key, value: text } of value.properties) {
        if (!/^[ -~]+$/.test(text.value)) throw new Error(`The data of \`${key.value}\` is not ASCII`);
        places[key.value] = `${source.length} ${text.value.length}`;
        source += `${text.value}\n`;
      }
      this.emitFile({ type: "asset", fileName: "services.txt", source });
      const lazy = `
        const { openSync, readSync } = module.require("node:fs");
        let file;
        const read = (place) => {
          const [start, length] = place.split(" ").map(Number);
          file ??= openSync(\`\${__dirname}/services.txt\`);
          const bytes = Buffer.allocUnsafe(length);
          return bytes.toString("latin1", 0, readSync(file, bytes, 0, length, start));
        };
        export const serviceData = /* @__PURE__ */ new Proxy(JSON.parse('${JSON.stringify(places)}'), {
          get: (places, prefix) => read(places[prefix]),
        });`;
      return { code: `${code.slice(0, start)}${lazy}${code.slice(end)}`, moduleType: "ts" };
    },
  };
}

/**
 * Parts of core that few runs use, each in a file of its own. What imports one of their modules gets a stand-in with
 * the same exports: a function, or a member of an object, that loads the part when it is first needed. So core itself
 * is written without regard to this, and stays synchronous.
 */
function laterModules() {
  const standIn = "\0later:";
  const part = "\0part:";
  const loader = "\0loader:";
  const checkStandIn = "\0later-check";
  const partOf = (path) => {
    const name = /[\\/]core[\\/]src[\\/](.*)$/.exec(path)?.[1]?.replaceAll("\\", "/");
    return Object.keys(later).find((key) => later[key].includes(name));
  };
  const fileOf = (name) => `core-${name}.js`;
  const emitted = new Set();
  return {
    name: "later-modules",
    async resolveId(id, importer, options) {
      if ([part, loader, checkStandIn].some((prefix) => id.startsWith(prefix))) return { id, moduleSideEffects: false };
      if (importer === undefined || importer.startsWith(part) || !/\.ts$/.test(id)) return null;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      const name = resolved && partOf(resolved.id);
      // Within a part, modules know each other directly.
      return name === undefined || name === null || partOf(importer) === name
        ? resolved
        : { id: `${standIn}${name}:${resolved.id}`, moduleSideEffects: false };
    },
    load(id) {
      if (id.startsWith(part)) {
        const paths = later[id.slice(part.length)].map((path) => join(coreSource, path));
        const names = paths.flatMap((path) => exportsOf(readFileSync(path, "utf8")).map(({ name }) => name));
        const twice = names.find((name, index) => names.indexOf(name) !== index);
        // `export *` would leave both out.
        if (twice !== undefined)
          throw new Error(`Two modules of the part \`${id.slice(part.length)}\` export \`${twice}\``);
        return paths.map((path) => `export * from ${JSON.stringify(path)};`).join("\n");
      }
      if (id === checkStandIn) return laterCheck;
      if (id.startsWith(loader))
        return `let part;\nexport const load = () => (part ??= module.require("./${fileOf(id.slice(loader.length))}"));`;
      if (!id.startsWith(standIn)) return null;
      const [, name, path] = /^([\w-]+):(.*)$/.exec(id.slice(standIn.length));
      if (!emitted.has(name)) this.emitFile({ type: "chunk", id: part + name, fileName: fileOf(name) });
      emitted.add(name);
      const code = readFileSync(path, "utf8");
      return [
        `import { everyPolicyType } from ${JSON.stringify(join(coreSource, "check.ts"))};`,
        `import { laterCheck } from "${checkStandIn}";`,
        `import { load } from "${loader}${name}";`,
        ...exportsOf(code).map((one) => `export const ${one.name} = ${standInFor(one, code)};`),
      ].join("\n");
    },
  };
}

/** Checks that few policies are in need of, by what that is: they say it themselves. */
function rareChecks() {
  // What policies with conditions often have.
  const common = new Set([
    "condition",
    "data-key",
    "identifying-key",
    "like",
    "listed-key",
    "service-name",
    "String",
    "variable",
  ]);
  const parts = { "trust-checks": [], "condition-checks": [], "bucket-checks": [], "other-checks": [] };
  for (const file of readdirSync(join(coreSource, "checks"))) {
    if (file === "index.ts" || file.endsWith(".test.ts")) continue;
    const [check] = exportsOf(readFileSync(join(coreSource, "checks", file), "utf8"));
    const member = (name) => check.value.properties.find(({ key }) => key.name === name)?.value;
    const strings = (node) => node?.elements?.map(({ value }) => value);
    const needs = strings(member("needs"));
    const forIdentity = strings(member("policyTypes"))?.includes("identity") ?? true;
    const part = !forIdentity
      ? "trust-checks"
      : needs === undefined
        ? undefined
        : needs.every((need) => common.has(need))
          ? "condition-checks"
          : needs.includes("s3-arn")
            ? "bucket-checks"
            : "other-checks";
    if (part !== undefined) parts[part].push(`checks/${file}`);
  }
  return parts;
}

/** The code of a value that loads a module when it is called, or when what is not short is read. */
function standInFor({ name, value }, code) {
  const text = ({ start, end }) => code.slice(start, end);
  if (value.type === "FunctionDeclaration") return `(...args) => load().${name}(...args)`;
  if (isShort(value)) return text(value);
  if (value.type !== "ObjectExpression") throw new Error(`There is no stand-in for \`${name}\`.`);
  if (value.properties.some(({ key }) => key.name === "findingType")) {
    // All but what `laterCheck` has: what tells whether and how the check is run.
    const own = value.properties.filter(({ key }) => !/^(title|why|fix|learnMoreLink|bad|good|run)$/.test(key.name));
    return `{ __proto__: laterCheck, load, as: "${name}", ${own.map(text).join(", ")} }`;
  }
  const members = value.properties.map(({ key, value: member }) => {
    if (isShort(member)) return `${key.name}: ${text(member)}`;
    if (/Function/.test(member.type)) return `${key.name}: (...args) => load().${name}.${key.name}(...args)`;
    return `get ${key.name}() { return load().${name}.${key.name}; }`;
  });
  return `{ ${members.join(", ")} }`;
}

function isShort({ type, start, end, elements }) {
  return end - start < 100 && (type === "Literal" || (type === "ArrayExpression" && elements.every(isShort)));
}

/** What a module exports under a name, with the place of the statement; types left out. */
function exportsOf(code) {
  return parseAst(code, { lang: "ts" }).body.flatMap(({ type, declaration, start, end }) => {
    if (type !== "ExportNamedDeclaration" || !/^(Function|Variable)Declaration$/.test(declaration?.type ?? ""))
      return [];
    if (declaration.type === "FunctionDeclaration")
      return [{ name: declaration.id.name, value: declaration, start, end }];
    return declaration.declarations.map(({ id, init }) => ({ name: id.name, value: init, start, end }));
  });
}

/** Whether a module is read when the given one is: those of its file, and of all files that this imports. */
function modulesRead(output, path) {
  const files = new Map(output.map((file) => [file.fileName, file]));
  const start = output.find(({ facadeModuleId }) => facadeModuleId === resolve(path));
  const read = new Set([start.fileName]);
  for (const name of read) for (const next of files.get(name).imports) if (files.has(next)) read.add(next);
  const modules = new Set([...read].flatMap((name) => Object.keys(files.get(name).modules)));
  return (id) => modules.has(id);
}

/** The minifier writes strings as templates, which Node takes longer to read. */
function withStrings(code) {
  const strings = [];
  const collect = (node, parent) => {
    if (typeof node !== "object" || node === null) return;
    if (node.type === "TemplateLiteral" && node.quasis.length === 1 && parent.type !== "TaggedTemplateExpression")
      strings.push(node);
    else for (const child of Object.values(node)) collect(child, Array.isArray(node) ? parent : node);
  };
  collect(parseAst(code, { lang: "js" }));
  let text = "";
  let at = 0;
  for (const { start, end, quasis } of strings.sort((a, b) => a.start - b.start)) {
    text += code.slice(at, start) + inQuotes(quasis[0].value.cooked);
    at = end;
  }
  return text + code.slice(at);
}

function inQuotes(text) {
  const json = JSON.stringify(text);
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}

/** What is exported and never changes is given at the end of a file as it is, not by a function for each name. */
function withFixedExports(code) {
  const fixed = new Set();
  for (const { type, kind, id, declarations } of parseAst(code, { lang: "js" }).body) {
    if (type === "FunctionDeclaration") fixed.add(id.name);
    if (type === "VariableDeclaration" && kind === "const") for (const one of declarations) fixed.add(one.id.name);
  }
  return code.replace(
    /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g,
    (whole, name, value) => (fixed.has(value) || /^\d/.test(value) ? `exports.${name}=${value}` : whole),
  );
}

/** Node reads a text of one byte a character faster. What is not ASCII stands in strings and patterns only. */
function asAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// Bundles one entry into one ES module: `node scripts/bundle.mjs ENTRY OUT`, paths relative to where it runs.
// What is loaded by `import()` is evaluated only when it is used, as in source, but stands in the same file.
import { rolldown } from "rolldown";

const [entry, out] = process.argv.slice(2);
if (entry === undefined || out === undefined) {
  console.error("Usage: node scripts/bundle.mjs ENTRY OUT");
  process.exit(2);
}

const bundle = await rolldown({
  input: entry,
  platform: "node",
  // A package's module that nothing is used from is left out, even where its manifest does not promise that this is safe.
  treeshake: { moduleSideEffects: (id) => !id.includes("node_modules") },
  transform: { target: "node20" },
});
const { output } = await bundle.write({
  file: out,
  format: "esm",
  minify: true,
  codeSplitting: false,
  sourcemap: false,
  comments: { legal: false },
});
await bundle.close();
if (output.length !== 1) {
  console.error(`Expected one file, got ${output.map((chunk) => chunk.fileName).join(", ")}`);
  process.exit(1);
}
console.log(`${out} ${Math.round(output[0].code.length / 1024)} KiB`);

import { run } from "./main.ts";

// Only once this module is complete: parts that are loaded later import from it. `run` never throws.
queueMicrotask(() => void run(process.env));

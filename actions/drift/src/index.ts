import { run } from "./main.ts";

// Begun when this module is complete: a part that is loaded later imports from it. `run` throws nothing.
queueMicrotask(() => void run(process.env));

import { run } from "./main.ts";

// Not awaited: a part that is loaded later waits for this module to end. `run` throws nothing.
void run(process.env);

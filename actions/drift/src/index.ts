import { run } from "./main.ts";

// Not awaited: what is loaded while the action runs may itself import from this module.
void run(process.env);

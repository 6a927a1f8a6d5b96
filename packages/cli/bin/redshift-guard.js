#!/usr/bin/env node
import module from "node:module";

// From the second run on, Node takes the compiled program from its cache (Node 22.1 and newer).
module.enableCompileCache?.();
await import("../dist/cli.js");

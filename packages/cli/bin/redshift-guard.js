#!/usr/bin/env node
const { enableCompileCache } = require("node:module");

// From the second run on, Node takes the compiled program from its cache (Node 22.1 and newer).
enableCompileCache?.();
require("../dist/cli.js");

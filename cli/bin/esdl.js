#!/usr/bin/env node
import * as nodeModule from "node:module";
import { setFlagsFromString } from "node:v8";

// Node 22.8 and later keep what they compile between runs.
nodeModule.enableCompileCache?.();
// A large compilation takes a fifth less memory so (670 to 520 MB for a thousand aggregates), at no time that can be measured.
setFlagsFromString("--heap-growing-percent=100");

const { main } = await import("../dist/main.js");
process.exitCode = await main(process.argv.slice(2), process);

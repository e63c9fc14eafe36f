/** Turns a checked model into files by emitters, and writes them safely. */
export type { EmitOptions, EmittedFile, Emitter, Finding, Link } from "./emitter.js";
export * from "./escape/index.js";
export * from "./names/index.js";
export * from "./writer/index.js";

// What the language server is measured against: Langium alone, with the grammar and the tokens of the language, reads the same
// files once, in a process of its own. Nothing is resolved or checked. Prints the milliseconds of all files, then the median
// and the 95th percentile of the one that is named.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from "langium";
import { EsdlGeneratedModule, EsdlGeneratedSharedModule } from "../../language/dist/generated/module.js";
import { EsdlLexer } from "../../language/dist/syntax/lexer.js";
import { EsdlTokenBuilder } from "../../language/dist/syntax/tokens.js";
import { percentile, timedSync } from "./time.mjs";

const [folder = ".", edited = ""] = process.argv.slice(2);
const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), EsdlGeneratedSharedModule);
const { parser } = inject(createDefaultCoreModule({ shared }), EsdlGeneratedModule, {
  parser: { TokenBuilder: () => new EsdlTokenBuilder(), Lexer: (services) => new EsdlLexer(services) },
});

const trees = [];
const all = timedSync(() => {
  for (const name of readdirSync(folder, { recursive: true }))
    if (name.endsWith(".esdl"))
      trees.push(parser.LangiumParser.parse(readFileSync(join(folder, name), "utf8")).value);
});
const text = readFileSync(join(folder, edited), "utf8");
const one = Array.from({ length: 50 }, () => timedSync(() => parser.LangiumParser.parse(text)));
console.log(JSON.stringify({ files: trees.length, all, p50: percentile(one, 50), p95: percentile(one, 95) }));

/** Property tests of an aggregate: what must hold whatever is asked of it. */
import type { AggregateDecl, Context } from "@esdl/language/model";
import { hasExternals } from "../typescript/externals.js";
import type { ArbitrarySymbols } from "../arbitraries/symbols.js";
import { fc } from "../arbitraries/types.js";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { typeName } from "../names/index.js";
import { createFile } from "../typescript/file.js";
import { hardline, indent, paragraphs, type Doc } from "../typescript/layout.js";
import type { Symbols } from "../typescript/symbols.js";
import { testing } from "./constants.js";
import { namespace } from "./public.js";

export function* propertyFiles(
  symbols: Symbols,
  arbitraries: ArbitrarySymbols,
  context: Context,
): Generator<EmittedFile> {
  for (const aggregate of context.aggregates) {
    if (aggregate.commands.length > 0) yield propertyFile(symbols, arbitraries, context, aggregate);
  }
}

function propertyFile(
  symbols: Symbols,
  arbitraries: ArbitrarySymbols,
  context: Context,
  aggregate: AggregateDecl,
): EmittedFile {
  const name = `${symbols.names.file(aggregate.ref)}.properties.test`;
  const file = createFile(symbols, `../test/${symbols.names.folder(context.name)}/${name}`);
  const tested = namespace(aggregate, file);
  const index = arbitraries.indexModule(context.name);
  const made = file.use({ module: index, name: typeName(aggregate.name) });
  const externals = hasExternals(context, symbols)
    ? `, { ${externalsMember(file.use({ module: index, name: "externals" }))} }`
    : "";
  const property = (title: string, parameter: string, of: string, body: string): Doc => [
    `${file.imported("vitest", "it")}(${stringLiteral(title)}, () => {`,
    indent(
      hardline,
      `${fc(file)}.assert(`,
      indent(
        hardline,
        `${fc(file)}.property(${made}.${of}(), (${parameter}) => {`,
        indent(hardline, body),
        hardline,
        "}),",
      ),
      hardline,
      ");",
    ),
    hardline,
    "}, 60_000);",
  ];
  const tests = [
    property(
      "keeps its rules whatever it is asked, and comes to the same state by every way of folding",
      "commands",
      "history",
      `${file.imported(testing, "checkHistory")}(${tested}, commands${externals});`,
    ),
    property(
      "reads input in one canonical form, and leaves what it is given as it was",
      "command",
      "command",
      `${file.imported(testing, "checkInput")}(${tested}, command.type, command.data);`,
    ),
  ];
  return file.print([
    [
      `${file.imported("vitest", "describe")}(${stringLiteral(aggregate.name)}, () => {`,
      indent(hardline, paragraphs(tests)),
      hardline,
      "});",
    ],
  ]);
}

const externalsMember = (name: string): string => (name === "externals" ? name : `externals: ${name}`);

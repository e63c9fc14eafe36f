/** The external commands of a context as an interface: what a person writes, and the runtime calls. */
import type { Context } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { objectType } from "./declarations.js";
import { commented, createFile, declaredName } from "./file.js";
import { block, hardline, list, type Doc } from "./layout.js";
import type { Symbols } from "./symbols.js";
import { methodName } from "./types.js";

export function externalCommandsFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "external-commands"));
  file.scope.claim("own:ExternalCommands", "ExternalCommands");
  const members = context.externalCommands.map(({ name, nameSpan, doc, params, returns }) => {
    const reply: Doc = returns.length === 0 ? "void" : objectType(returns, file);
    return commented(doc, [
      declaredName(methodName(name), nameSpan),
      list(
        "(",
        [["input: ", objectType(params, file)], `context: ${file.runtimeType("ExternalCommandContext")}`],
        ")",
      ),
      ": Promise<",
      reply,
      ">;",
    ]);
  });
  return file.print([
    [
      `/** The commands of ${context.name} that are carried out in TypeScript. One that comes again has the same idempotency key. */`,
      hardline,
      "export interface ExternalCommands ",
      block(members),
    ],
  ]);
}

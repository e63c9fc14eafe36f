/** An aggregate's file, in its fixed order: identity, state, events, commands, rejections, evolve, decide, definition. */
import type { AggregateDecl } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { createAggregateFile } from "./aggregate-names.js";
import { commandFunction } from "./commands.js";
import { shapeDocs } from "./declarations.js";
import { evolveDocs, isRetired } from "./evolve.js";
import { createFile, rule } from "./file.js";
import { paragraphs, type Doc } from "./layout.js";
import type { Symbols } from "./symbols.js";
import { definitionDocs, decideDocs } from "./aggregate-definition.js";
import { commandDocs, eventDocs, rejectionDocs } from "./aggregate-messages.js";
import { getterDocs, identityDocs, stateDocs, violationsDoc } from "./aggregate-state.js";

export function aggregateFile(symbols: Symbols, aggregate: AggregateDecl): EmittedFile {
  const file = createFile(symbols, symbols.aggregateModule(aggregate.ref));
  const owner = createAggregateFile(file, aggregate);
  const live = aggregate.events.filter((event) => !isRetired(owner, event.ref));
  const functions = aggregate.commands.map((command) => commandFunction(owner, command));
  const sections: readonly (readonly [string, readonly Doc[]])[] = [
    ["identity", identityDocs(owner)],
    [
      "state",
      [
        ...stateDocs(owner),
        ...aggregate.entities.flatMap((entity) => shapeDocs(entity, file)),
        ...getterDocs(owner),
        violationsDoc(owner),
      ],
    ],
    ["events", eventDocs(owner, live)],
    ["commands", commandDocs(owner)],
    ["rejections", rejectionDocs(owner)],
    ["evolve", evolveDocs(owner)],
    ["decide", decideDocs(owner, functions)],
    ["definition", definitionDocs(owner, live)],
  ];
  const docs = sections.map(([title, parts]) =>
    paragraphs([rule(title), ...parts.filter((part) => part !== "")]),
  );
  const emitted = file.print(docs);
  // A link at the beginning is for the module: where `export * as Account` leads to.
  const module = { line: 1, column: 1, span: aggregate.nameSpan };
  return { ...emitted, links: [module, ...(emitted.links ?? [])] };
}

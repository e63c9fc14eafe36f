/** The emitter of TypeScript: a folder of sources per context, from nothing but the checked model. */
import type { AggregateDecl, Context, FunctionDecl, Model } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import type { EmittedFile, Emitter } from "../emitter.js";
import { aggregateFile } from "./aggregate.js";
import { brandDocs, enumDocs, shapeDocs } from "./declarations.js";
import { text, type Names } from "./expressions.js";
import { externalCommandExports, externalCommandReaders, externalCommandsFile } from "./external-commands.js";
import { commented, createFile, declaredName } from "./file.js";
import { block, hardline, line, list, paragraphs, type Doc } from "./layout.js";
import { policyFile } from "./policy.js";
import { projectionFile } from "./projection.js";
import { refusals } from "./refusals.js";
import { brandCheck, brandReader, shapeCheck, shapeReader } from "./readers.js";
import { sagaFile } from "./saga.js";
import { namespacesOf, symbolsOf, type Symbols } from "./symbols.js";
import { tablesFile } from "./tables.js";
import { primary, returned } from "./text.js";
import { localName, typeName } from "../names/index.js";
import { object, property } from "./syntax.js";
import { memberText, methodName, propertyName, typeText } from "./types.js";
import { hasOldReaders, oldReadersFile, registryFile, schemaDocuments } from "./registry.js";
import { hasHistory, upcastersFile } from "./upcasters.js";
import type { SchemaDocument } from "../json-schema/documents.js";
import { externalsSymbol, hasExternals, hasOwnExternals, reachesOf, type Reach } from "./externals.js";
import { externalStepDoc, externalStepName, externalStepsOf } from "./external-steps.js";

/** The contract of the runtime that the generated code is made for. */
const runtimeContract = 2;

export const typescriptEmitter: Emitter = {
  name: "typescript",
  refuse: refusals,
  *emit(model: Model) {
    const symbols = symbolsOf(model);
    const documents = schemaDocuments(symbols);
    for (const context of model.contexts) yield* contextFiles(symbols, context, documents);
  },
};

function* contextFiles(
  symbols: Symbols,
  context: Context,
  documents: readonly SchemaDocument[],
): Generator<EmittedFile> {
  yield typesFile(symbols, context);
  if (context.brands.length + context.values.length > 0) yield typeValidators(symbols, context);
  if (context.functions.length > 0 || hasExternals(context, symbols)) yield functionsFile(symbols, context);
  if (context.externalCommands.length > 0) {
    yield externalCommandsFile(symbols, context);
    yield externalCommandReaders(symbols, context);
  }
  if (hasHistory(context, symbols)) yield upcastersFile(symbols, context);
  if (hasOldReaders(context)) yield oldReadersFile(symbols, context);
  for (const aggregate of context.aggregates) {
    yield aggregateFile(symbols, aggregate);
    yield aggregateValidators(symbols, aggregate);
  }
  for (const projection of context.projections) yield projectionFile(symbols, projection);
  for (const saga of context.sagas) yield sagaFile(symbols, saga);
  for (const policy of context.policies) yield policyFile(symbols, policy);
  if (context.projections.length > 0) yield tablesFile(symbols, context);
  yield registryFile(symbols, context, documents);
  yield moduleFile(symbols, context);
  yield indexFile(symbols, context);
}

function typesFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "types"));
  const docs = [
    ...context.brands.flatMap((brand) => brandDocs(brand, file)),
    ...context.enums.flatMap((declared) =>
      enumDocs({ ...declared, name: symbols.of("declared", declared.ref).name }),
    ),
    ...context.values.flatMap((value) => shapeDocs(value, file)),
  ];
  return file.print(docs.length === 0 ? ["export {};"] : [paragraphs(docs)]);
}

function typeValidators(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "types.validators"));
  const docs = [
    ...context.brands.flatMap((brand) => [brandReader(brand, file), ...brandCheck(brand, file)]),
    ...context.values.flatMap((value) => [
      ...shapeReader(
        {
          reader: symbols.of("read", value.ref).name,
          reads: `a {@link ${file.type(symbols.of("declared", value.ref))}}`,
          type: file.type(symbols.of("declared", value.ref)),
          fields: value.fields,
          invariants: value.invariants,
          members: `${lowerFirst(value.name)}Members`,
        },
        file,
      ),
      ...shapeCheck(value, file),
    ]),
  ];
  return file.print([paragraphs(docs)]);
}

function aggregateValidators(symbols: Symbols, aggregate: AggregateDecl): EmittedFile {
  const file = createFile(symbols, `${symbols.aggregateModule(aggregate.ref)}.validators`);
  const docs: Doc[] = [];
  for (const entity of aggregate.entities) {
    const type = file.type(symbols.of("declared", entity.ref));
    const reader = symbols.of("read", entity.ref).name;
    const reads = `a {@link ${type}}`;
    const members = `${lowerFirst(entity.name)}Members`;
    docs.push(
      ...shapeReader(
        { reader, reads, type, fields: entity.fields, invariants: entity.invariants, members },
        file,
      ),
    );
    docs.push(...shapeCheck(entity, file));
  }
  for (const command of aggregate.commands) {
    const data = symbols.of("data", command.ref).name;
    const fields = [aggregate.identity, ...command.params];
    const plain = fields.map((field) => `${memberText(field.name, field.type, file)};`);
    docs.push([
      `/** The input of \`${command.name}\`, validated. */`,
      hardline,
      `export interface ${data} `,
      block(plain),
    ]);
    const reader = symbols.of("read", `command:${command.ref}`).name;
    const members = `${lowerFirst(command.name)}Members`;
    docs.push(
      ...shapeReader(
        { reader, reads: `the input of \`${command.name}\``, type: data, fields, members },
        file,
      ),
    );
  }
  for (const event of aggregate.events) {
    if (event.retired !== undefined) continue;
    const type = `${file.type(symbols.of("declared", `event:${event.ref}`))}["data"]`;
    const reader = symbols.of("read", `event:${event.ref}`).name;
    const members = `${lowerFirst(event.name)}Members`;
    const { fields, invariants } = event;
    docs.push(
      ...shapeReader(
        {
          reader,
          reads: `the data of \`${event.name}\``,
          type,
          fields,
          invariants,
          members,
          event: event.ref,
        },
        file,
      ),
    );
  }
  return file.print(docs.length === 0 ? ["export {};"] : [paragraphs(docs)]);
}

// ------------------------------------------------------------------------------------------ functions

function functionsFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "functions"));
  const externals = context.functions.filter(({ external }) => external);
  const steps = externalStepsOf(context);
  const docs: Doc[] = [];
  if (externals.length + steps.length > 0) {
    const functions = externals.map((declared) =>
      commented(declared.doc, [
        declaredName(methodName(declared.name), declared.nameSpan),
        list(
          "(",
          declared.params.map((param) => `${localName(param.name)}: ${typeText(param.type, file)}`),
          ")",
        ),
        `: ${typeText(declared.result, file)};`,
      ]),
    );
    docs.push([
      `/** The functions of ${context.name} that are written in TypeScript: pure, and given to the application. */`,
      hardline,
      "export interface Externals ",
      block([...functions, ...steps.map((step) => externalStepDoc(step, file))]),
    ]);
  }
  const reaches = reachesOf(context, symbols);
  if (reaches.length > 0) docs.push(allExternalsDoc(context, reaches, file));
  for (const declared of context.functions)
    if (!declared.external) docs.push(functionDoc(declared, symbols, file));
  return file.print([paragraphs(docs)]);
}

/** What the application gives to the code of a context: its own functions, and those of others by their contexts. */
function allExternalsDoc(
  context: Context,
  reaches: readonly Reach[],
  file: ReturnType<typeof createFile>,
): Doc {
  const { symbols } = file;
  const members = reaches.flatMap(({ context: other, member }): Doc[] => {
    const declared = symbols.lookup.contexts.get(other);
    const type = declared && externalsSymbol(declared, symbols);
    return type === undefined ? [] : [`readonly ${propertyName(member)}: ${file.type(type)};`];
  });
  return [
    `/** What code of ${context.name} calls: its own external functions, and those of other contexts by their contexts. */`,
    hardline,
    "export interface AllExternals ",
    ...(hasOwnExternals(context) ? ["extends Externals "] : []),
    block(members),
  ];
}

function functionDoc(declared: FunctionDecl, symbols: Symbols, file: ReturnType<typeof createFile>): Doc {
  const locals = file.locals();
  const names: Names = {
    file,
    locals,
    root: (root) => {
      if (root === "self") return primary("self");
      throw new Error(`\`${root}\` is not known in a function`);
    },
  };
  if (declared.body === undefined) throw new Error(`${declared.ref} has no body`);
  const params = declared.params.map((param) => ({
    param,
    local: locals.local(`local:${param.name}`, param.name),
  }));
  const body = text(declared.body, names);
  const parameters = params.map(({ param, local }): Doc => [
    local.uses() === 0 ? "_" : "",
    local.declare,
    `: ${typeText(param.type, file)}`,
  ]);
  return commented(declared.doc, [
    "export function ",
    declaredName(symbols.of("function", declared.ref).name, declared.nameSpan),
    list("(", parameters, ")"),
    `: ${typeText(declared.result, file)} `,
    block([returned(body)]),
  ]);
}

// ------------------------------------------------------------------------------------ module and index

function moduleFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "module"));
  const name = symbols.names.module(context.name);
  file.scope.claim("own:module", name);
  const externals = [
    ...context.functions.filter(({ external }) => external).map(({ name: declared }) => declared),
    ...externalStepsOf(context).map((step) => externalStepName(step, symbols)),
  ];
  const reaches = reachesOf(context, symbols);
  const type = file.runtimeType("Module");
  const commands = symbols.module(context.name, "external-commands");
  const hasCommands = context.externalCommands.length > 0;
  const parameters = [
    stringLiteral(context.name),
    ...(externals.length === 0
      ? hasCommands
        ? ["unknown"]
        : []
      : [file.type({ module: symbols.module(context.name, "functions"), name: "Externals" })]),
    ...(hasCommands ? [file.type({ module: commands, name: "ExternalCommands" })] : []),
  ];
  const aggregates = context.aggregates.map((aggregate) =>
    file.use({ module: symbols.aggregateModule(aggregate.ref), name: "definition" }),
  );
  const definitions = (declared: readonly { readonly ref: string }[]): readonly Doc[] =>
    declared.map(({ ref }) => file.use({ module: symbols.processModule(ref), name: "definition" }));
  const processes: readonly Doc[] = (
    [
      ["projections", definitions(context.projections)],
      ["sagas", definitions(context.sagas)],
      ["policies", definitions(context.policies)],
    ] as const
  ).flatMap(([kind, all]): Doc[] => (all.length === 0 ? [] : [[`${kind}: `, list("[", all, "]"), ","]]));
  const doc = commented(context.doc ?? `The context ${context.name}, for \`createApp\`.`, [
    `export const ${name}: ${type}<${parameters.join(", ")}> = `,
    block([
      `contract: ${String(runtimeContract)},`,
      `context: ${stringLiteral(context.name)},`,
      ["aggregates: ", list("[", aggregates, "]"), ","],
      ...processes,
      ...(hasCommands ? [`externalCommands: ${file.use({ module: commands, name: "definitions" })},`] : []),
      [
        "externals: ",
        list(
          "[",
          externals.map((declared) => stringLiteral(declared)),
          "]",
        ),
        ",",
      ],
      ...(reaches.length === 0
        ? []
        : [
            [
              "reaches: ",
              object(reaches.map(({ context: other, member }) => property(member, stringLiteral(other)))),
              ",",
            ],
          ]),
    ]),
    ";",
  ]);
  return file.print([doc]);
}

function indexFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "index"));
  const docs: Doc[] = [];
  for (const { ref, name, doc } of namespacesOf(context))
    docs.push(commented(doc, `export * as ${typeName(name)} from "./${symbols.names.file(ref)}.js";`));
  docs.push('export * from "./types.js";');
  if (context.functions.length > 0 || hasExternals(context, symbols))
    docs.push('export * from "./functions.js";');
  if (hasHistory(context, symbols)) docs.push('export * from "./upcasters.js";');
  if (context.externalCommands.length > 0) {
    const { types, values } = externalCommandExports(symbols, context);
    docs.push(["export ", list("{", values, "}", line), ' from "./external-commands.js";']);
    docs.push(["export type ", list("{", types, "}", line), ' from "./external-commands.js";']);
  }
  docs.push(`export { ${symbols.names.registry(context.name)} } from "./registry.js";`);
  if (context.projections.length > 0) docs.push('export type { Database } from "./tables.js";');
  docs.push(`export { ${symbols.names.module(context.name)} } from "./module.js";`);
  return file.print([docs.flatMap((doc, at): Doc[] => (at === 0 ? [doc] : [hardline, doc]))]);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The external commands of a context: the interface that a person writes, and how each is sent, checked and answered. */
import type { Context, ExternalCommandDecl } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { members, objectType } from "./declarations.js";
import { commented, createFile, declaredName, type File } from "./file.js";
import { block, hardline, list, paragraphs, type Doc } from "./layout.js";
import type { Constants } from "./renames.js";
import { sentHistory } from "./sent.js";
import { shapeReader } from "./readers.js";
import type { Symbols } from "./symbols.js";
import { object } from "./syntax.js";
import { memberText, methodName } from "./types.js";

export function externalCommandsFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "external-commands"));
  return file.print([
    paragraphs([
      ...context.externalCommands.flatMap((command) => commandDocs(command, file)),
      handlersDoc(context, file),
      ...definitionsDocs(context, file),
    ]),
  ]);
}

/** What is sent and answered: types, and the constructor. */
function commandDocs(command: ExternalCommandDecl, file: File): readonly Doc[] {
  const { ref, doc, nameSpan, params, returns } = command;
  const { symbols } = file;
  const { name } = symbols.of("declared", `external:${ref}`);
  const input = symbols.of("input", ref).name;
  const own = declaredName(name, nameSpan);
  return [
    [
      `/** The input of {@link ${name}}. */`,
      hardline,
      params.length === 0
        ? `export type ${input} = Readonly<Record<never, never>>;`
        : [`export interface ${input} `, members(params, file, "input")],
    ],
    ...(returns.length === 0
      ? []
      : [
          [
            `/** What {@link ${name}} is answered with. */`,
            hardline,
            `export interface ${symbols.of("reply", ref).name} `,
            members(returns, file),
          ],
        ]),
    [
      commented(doc, [
        "export interface ",
        own,
        ` extends ${file.runtimeType("ExternalCommandLike")} `,
        block([`readonly external: ${stringLiteral(ref)};`, `readonly data: ${input};`]),
      ]),
      hardline,
      commented(doc, [
        "export function ",
        own,
        `(data: ${input}): ${name} `,
        block([["return ", object([`external: ${stringLiteral(ref)}`, "data"]), ";"]]),
      ]),
    ],
  ];
}

function handlersDoc(context: Context, file: File): Doc {
  const methods = context.externalCommands.map(({ ref, name, nameSpan, doc, params, returns }) => {
    const reply = returns.length === 0 ? "void" : file.symbols.of("reply", ref).name;
    return commented(doc, [
      declaredName(methodName(name), nameSpan),
      list(
        "(",
        [["input: ", objectType(params, file)], `context: ${file.runtimeType("ExternalCommandContext")}`],
        ")",
      ),
      `: Promise<${reply}>;`,
    ]);
  });
  return [
    `/** The commands of ${context.name} that are carried out in TypeScript. One that comes again has the same idempotency key. */`,
    hardline,
    "export interface ExternalCommands ",
    block(methods),
  ];
}

function definitionsDocs(context: Context, file: File): readonly Doc[] {
  const { symbols } = file;
  const constants: Constants = new Map();
  const sent = context.externalCommands.map((command) => sentHistory(command, constants, file));
  const all = context.externalCommands.map(({ ref, returns }, at) =>
    object([
      `name: ${stringLiteral(ref)}`,
      `parse: ${file.use(symbols.of("read", `external:${ref}`))}`,
      ...(returns.length === 0 ? [] : [`parseReply: ${file.use(symbols.of("read", `reply:${ref}`))}`]),
      ...(sent[at]?.entries ?? []),
    ]),
  );
  return [
    ...constants.values(),
    ...sent.flatMap(({ docs }) => docs),
    [
      "/** What the runtime runs. */",
      hardline,
      `export const definitions: readonly ${file.runtimeType("ExternalCommandDefinition")}[] = `,
      list("[", all, "]"),
      ";",
    ],
  ];
}

/** What the context's index exports of them. */
export function externalCommandExports(
  symbols: Symbols,
  { externalCommands }: Context,
): { readonly types: readonly string[]; readonly values: readonly string[] } {
  return {
    types: [
      "ExternalCommands",
      ...externalCommands.flatMap(({ ref, returns }) => [
        symbols.of("input", ref).name,
        ...(returns.length === 0 ? [] : [symbols.of("reply", ref).name]),
      ]),
    ],
    // Each is a type and its constructor.
    values: externalCommands.map(({ ref }) => symbols.of("declared", `external:${ref}`).name),
  };
}

/** The readers of what is sent and answered. */
export function externalCommandReaders(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "external-commands.validators"));
  const docs = context.externalCommands.flatMap(({ ref, name, params, returns }): readonly Doc[] => {
    const data = symbols.of("data", ref).name;
    const plain = params.map((field) => `${memberText(field.name, field.type, file)};`);
    const type: Doc =
      params.length === 0
        ? `export type ${data} = Readonly<Record<never, never>>;`
        : [`export interface ${data} `, block(plain)];
    const called = name.charAt(0).toLowerCase() + name.slice(1);
    return [
      [`/** The input of \`${name}\`, validated. */`, hardline, type],
      ...shapeReader(
        {
          reader: symbols.of("read", `external:${ref}`).name,
          reads: `the input of \`${name}\``,
          type: data,
          fields: params,
          members: `${called}Members`,
        },
        file,
      ),
      ...(returns.length === 0
        ? []
        : shapeReader(
            {
              reader: symbols.of("read", `reply:${ref}`).name,
              reads: `what \`${name}\` is answered with`,
              type: file.type(symbols.of("reply", ref)),
              fields: returns,
              members: `${called}ReplyMembers`,
            },
            file,
          )),
    ];
  });
  return file.print([paragraphs(docs)]);
}

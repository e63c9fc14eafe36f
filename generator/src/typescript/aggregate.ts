/** An aggregate's file, in its fixed order: identity, state, events, commands, rejections, evolve, decide, definition. */
import type { AggregateDecl, CommandDecl, EventDecl, RejectionDecl, Unique } from "@esdl/language/model";
import { stringLiteral, templateText } from "../escape/index.js";
import type { EmittedFile } from "../emitter.js";
import { memberAccess } from "../names/index.js";
import { createAggregateFile, stateNames, type AggregateFile } from "./aggregate-names.js";
import { commandFunction, contextType, type CommandFunction } from "./commands.js";
import { enumDocs, members, objectType, shapeDocs } from "./declarations.js";
import { evolveDocs, isRetired } from "./evolve.js";
import { object, property, text } from "./expressions.js";
import { commented, createFile, declaredName, rule } from "./file.js";
import {
  block,
  group,
  hardline,
  ifBreak,
  indent,
  join,
  line,
  lines,
  list,
  paragraphs,
  softline,
  type Doc,
} from "./layout.js";
import { logicOf } from "./logic.js";
import { fieldChecks, invariantDoc } from "./readers.js";
import type { Symbols } from "./symbols.js";
import { returned } from "./text.js";
import { isConditional, memberText, propertyName, typeText, unwrapped } from "./types.js";

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

// ------------------------------------------------------------------------------------------- identity

function identityDocs({ file, aggregate }: AggregateFile): readonly Doc[] {
  const type = typeText(aggregate.identity.type, file);
  const base = typeText(aggregate.identity.type, file, "input");
  const from = "streamId.slice(streamCategory.length + 1)";
  const value = base === "number" ? `Number(${from})` : from;
  return [
    `const streamCategory = ${stringLiteral(aggregate.ref)};`,
    [
      "/** The identity in the name of a stream. */",
      hardline,
      `function identityOf(streamId: string): ${type} `,
      block([type === "string" || type === "number" ? `return ${value};` : `return ${value} as ${type};`]),
    ],
  ];
}

// ---------------------------------------------------------------------------------------------- state

function stateDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  const { lifecycle, state, identity } = aggregate;
  const fields = [identity, ...state.fields];
  if (lifecycle === undefined) {
    return [
      commented(state.doc ?? aggregate.doc ?? `The state of one ${words(aggregate.name)}.`, [
        "export interface State ",
        members(fields, file),
      ]),
    ];
  }
  const any = fields.map((field) =>
    isConditional(aggregate, field)
      ? memberText(field.name, { kind: "optional", of: unwrapped(field.type) }, file)
      : memberText(field.name, field.type, file),
  );
  const statuses = lifecycle.statuses.map((name) => ({ name, nameSpan: lifecycle.span }));
  return [
    ...enumDocs({
      name: "Status",
      members: statuses,
      nameSpan: lifecycle.span,
      doc: `Where one ${words(aggregate.name)} is in its life.`,
    }),
    commented(
      state.doc ?? `The state of one ${words(aggregate.name)}; what it holds depends on its status.`,
      [
        "export type State =",
        indent(
          hardline,
          lines(
            lifecycle.statuses.map((status, at) => [
              "| ",
              indent(stateInStatus(owner, status)),
              at === lifecycle.statuses.length - 1 ? ";" : "",
            ]),
          ),
        ),
      ],
    ),
    [
      "/** A state in any status: what only some of them have is optional. */",
      hardline,
      "export interface AnyState ",
      block([
        ...(any[0] === undefined ? [] : [`${any[0]};`]),
        "readonly status: Status;",
        ...any.slice(1).map((text) => `${text};`),
      ]),
    ],
  ];
}

function stateInStatus({ file, aggregate }: AggregateFile, status: string): Doc {
  const fields = aggregate.state.fields.filter(
    (field) => field.in === undefined || field.in.includes(status),
  );
  const { identity } = aggregate;
  const items: readonly Doc[] = [
    memberText(identity.name, identity.type, file),
    `readonly status: ${stringLiteral(status)}`,
    ...fields.map((field): Doc => {
      const text = memberText(field.name, field.type, file);
      const name = propertyName(field.name);
      return ["readonly ", declaredName(name, field.nameSpan), text.slice("readonly ".length + name.length)];
    }),
  ];
  return group(
    "{",
    indent(line, join([";", line], items)),
    { kind: "ifBreak", broken: ";", flat: "" },
    line,
    "}",
  );
}

function getterDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  return aggregate.state.getters.map((getter) => {
    const names = stateNames(owner, file.locals(), () => "state");
    return commented(getter.doc ?? `\`${getter.name}\` of a state.`, [
      "export function ",
      declaredName(file.symbols.of("getter", `${aggregate.ref}.${getter.name}`).name, getter.nameSpan),
      `(state: ${owner.anyState}): ${typeText(getter.type, file)} `,
      block([returned(text(getter.body, names))]),
    ]);
  });
}

function violationsDoc(owner: AggregateFile): Doc {
  const { file, aggregate } = owner;
  const locals = file.locals();
  const names = stateNames(owner, locals, () => "state");
  const checks = fieldChecks(aggregate.state.fields, "state", locals, file);
  const invariants = aggregate.invariants.map((invariant) => invariantDoc(invariant, names));
  const used = checks.length + invariants.length > 0;
  return [
    "/** The rules that a state breaks, each with its place. */",
    hardline,
    `export function violations(${used ? "state" : "_state"}: ${owner.anyState}): ${file.valueType("Problem")}[] `,
    used
      ? block([
          `const problems: ${file.valueType("Problem")}[] = [];`,
          ...checks,
          ...invariants,
          "return problems;",
        ])
      : block(["return [];"]),
  ];
}

// --------------------------------------------------------------------------------------------- events

function eventDocs(owner: AggregateFile, events: readonly EventDecl[]): readonly Doc[] {
  return [
    ...events.flatMap((event) => eventDoc(owner, event)),
    unionDoc(
      "Event",
      "Everything that happens to it.",
      events.map((event) => owner.file.symbols.of("declared", `event:${event.ref}`).name),
    ),
  ];
}

function eventDoc({ file }: AggregateFile, event: EventDecl): readonly Doc[] {
  const { name } = file.symbols.of("declared", `event:${event.ref}`);
  const own = declaredName(name, event.nameSpan);
  const type: Doc = commented(event.doc, [
    "export interface ",
    own,
    " ",
    block([
      `readonly type: ${stringLiteral(event.name)};`,
      ["readonly data: ", objectType(event.fields, file), ";"],
    ]),
  ]);
  return [[type, hardline, ...constructorDoc(name, own, event.name, event.fields, undefined, file)]];
}

/** A constructor of an event or rejection: absent members are left out, since plain JSON holds no `undefined`. */
function constructorDoc(
  name: string,
  own: Doc,
  type: string,
  fields: EventDecl["fields"],
  message: Doc | undefined,
  file: AggregateFile["file"],
): readonly Doc[] {
  const optionals = fields.filter((field) => field.type.kind === "optional");
  const said: readonly Doc[] = message === undefined ? [] : [["message: ", message]];
  if (fields.length === 0) {
    const value = object([`type: ${stringLiteral(type)}`, ...said, "data: {}"]);
    return ["export function ", own, `(): ${name} `, block([["return ", value, ";"]])];
  }
  if (optionals.length === 0) {
    const value = object([`type: ${stringLiteral(type)}`, ...said, "data"]);
    return ["export function ", own, `(data: ${name}["data"]): ${name} `, block([["return ", value, ";"]])];
  }
  const required = fields.filter((field) => field.type.kind !== "optional");
  const parameter = looseType(fields, file);
  const data = object([
    ...required.map((field) => `${propertyName(field.name)}: data${memberAccess(field.name)}`),
    ...optionals.map((field) => {
      const value = `data${memberAccess(field.name)}`;
      return `...(${value} === undefined ? {} : { ${propertyName(field.name)}: ${value} })`;
    }),
  ]);
  const value = object([`type: ${stringLiteral(type)}`, ...said, ["data: ", data]]);
  return [
    "export function ",
    own,
    ["(data: ", parameter, ")"],
    `: ${name} `,
    block([["return ", value, ";"]]),
  ];
}

/** The data of an event, in which optional members may be given as `undefined`. */
function looseType(fields: EventDecl["fields"], file: AggregateFile["file"]): Doc {
  const items = fields.map((field) => {
    const text = memberText(field.name, field.type, file);
    return field.type.kind === "optional" ? `${text} | undefined` : text;
  });
  return group(
    "{",
    indent(line, join([";", line], items)),
    { kind: "ifBreak", broken: ";", flat: "" },
    line,
    "}",
  );
}

function unionDoc(name: string, doc: string, names: readonly string[]): Doc {
  if (names.length === 0) return [`/** ${doc} */`, hardline, `export type ${name} = never;`];
  return [
    `/** ${doc} */`,
    hardline,
    group(`export type ${name} =`, indent(line, group(ifBreak("| "), join([line, "| "], names))), ";"),
  ];
}

// ------------------------------------------------------------------------------------------- commands

function commandDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  return [
    ...aggregate.commands.flatMap((command) => commandDoc(owner, command)),
    unionDoc(
      "Command",
      "Everything that can be asked of it.",
      aggregate.commands.map(({ ref }) => file.symbols.of("declared", `command:${ref}`).name),
    ),
  ];
}

function commandDoc({ file, aggregate }: AggregateFile, command: CommandDecl): readonly Doc[] {
  const { name } = file.symbols.of("declared", `command:${command.ref}`);
  const input = file.symbols.of("input", command.ref).name;
  const own = declaredName(name, command.nameSpan);
  const events = command.emits.map((ref) => file.symbols.of("declared", `event:${ref}`).name);
  const rejections = command.rejections.map((ref) => file.symbols.of("declared", `rejection:${ref}`).name);
  const leads = `${file.runtimeType("CommandLike")}<`;
  const arguments_: readonly Doc[] = [
    events.length === 0 ? "never" : group(join([line, "| "], events)),
    group(join([line, "| "], [file.runtimeType("BuiltInRejection"), ...rejections])),
  ];
  // Arguments of types take no trailing comma.
  const outcome = group(leads, indent(softline, join([",", line], arguments_)), softline, ">");
  return [
    [
      `/** The input of {@link ${name}}. */`,
      hardline,
      `export interface ${input} `,
      members([aggregate.identity, ...command.params], file, "input"),
    ],
    [
      commented(command.doc, [
        "export interface ",
        own,
        " extends ",
        outcome,
        " ",
        block([
          `readonly aggregate: ${stringLiteral(aggregate.ref)};`,
          `readonly type: ${stringLiteral(command.name)};`,
          `readonly data: ${input};`,
        ]),
      ]),
      hardline,
      commented(command.doc, [
        "export function ",
        own,
        `(data: ${input}): ${name} `,
        block([
          [
            "return ",
            object(["aggregate: streamCategory", `type: ${stringLiteral(command.name)}`, "data"]),
            ";",
          ],
        ]),
      ]),
    ],
  ];
}

// ----------------------------------------------------------------------------------------- rejections

function rejectionDocs({ file, aggregate }: AggregateFile): readonly Doc[] {
  const names = aggregate.rejections.map(({ ref }) => file.symbols.of("declared", `rejection:${ref}`).name);
  return [
    ...aggregate.rejections.map((rejection) => rejectionDoc(rejection, file)),
    unionDoc("Rejection", "Every answer that is a no.", [file.runtimeType("BuiltInRejection"), ...names]),
  ];
}

function rejectionDoc(rejection: RejectionDecl, file: AggregateFile["file"]): Doc {
  const { name } = file.symbols.of("declared", `rejection:${rejection.ref}`);
  const own = declaredName(name, rejection.nameSpan);
  return [
    commented(rejection.doc, [
      "export interface ",
      own,
      " ",
      block([
        `readonly type: ${stringLiteral(rejection.name)};`,
        "readonly message: string;",
        ["readonly data: ", objectType(rejection.fields, file), ";"],
      ]),
    ]),
    hardline,
    ...constructorDoc(name, own, rejection.name, rejection.fields, messageDoc(rejection), file),
  ];
}

/** The message, with the rejection's fields in it. */
function messageDoc({ message, name, fields }: RejectionDecl): Doc {
  const parts = message ?? [sentence(name)];
  if (parts.every((part) => typeof part === "string")) return stringLiteral(parts.join(""));
  const body = parts.map((part) => {
    if (typeof part === "string") return templateText(part);
    const field = fields.find((declared) => declared.name === part.field);
    const value = `data${memberAccess(part.field)}`;
    const kind = field?.type.kind;
    if (kind === "optional") return `\${${value} ?? ""}`;
    return kind === "scalar" || kind === "brand" || kind === "enum" || kind === undefined
      ? `\${${value}}`
      : `\${JSON.stringify(${value})}`;
  });
  return `\`${body.join("")}\``;
}

/** `EmptyOrder` as words: `Empty order`. */
function sentence(name: string): string {
  const text = words(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/gu, "$1 $2").toLowerCase();
}

// --------------------------------------------------------------------------------------------- decide

function decideDocs(owner: AggregateFile, functions: readonly CommandFunction[]): readonly Doc[] {
  const { file, aggregate } = owner;
  const { commands } = aggregate;
  const decision = `${file.runtimeType("Decision")}<Event, Rejection>`;
  const context = contextType(owner);
  const some = (key: "state" | "input" | "context"): boolean => functions.some(({ takes }) => takes[key]);
  const parameter = (name: string, type: string, used: boolean): string =>
    `${used ? "" : "_"}${name}: ${type}`;
  const cases = commands.map((command, at) => {
    const made = functions[at];
    if (made === undefined) throw new Error(`${command.ref} has no function`);
    const args = [
      ...(made.takes.state ? ["state"] : []),
      ...(made.takes.input ? ["command.data"] : []),
      ...(made.takes.context ? ["context"] : []),
    ];
    return [
      `case ${stringLiteral(command.name)}:`,
      indent(hardline, `return ${made.name}(${args.join(", ")});`),
    ];
  });
  const parsed = commands.map(
    (command) =>
      `{ readonly type: ${stringLiteral(command.name)}; readonly data: ${file.type(file.symbols.of("data", command.ref))} }`,
  );
  const none = `throw new TypeError(\`\${streamCategory} takes no commands\`);`;
  return [
    ...functions.map(({ doc }) => doc),
    ...(commands.length === 0
      ? []
      : [
          [
            "/** A command whose input is valid. */",
            hardline,
            group(
              "type ParsedCommand =",
              indent(line, group(ifBreak("| "), join([parsed.length > 1 ? hardline : line, "| "], parsed))),
              ";",
            ),
          ],
        ]),
    [
      "/** Decides on valid input; what the events lead to is not judged here. */",
      hardline,
      "function handle",
      list(
        "(",
        [
          parameter("state", `${owner.anyState} | undefined`, some("state")),
          parameter("command", commands.length === 0 ? "Command" : "ParsedCommand", commands.length > 0),
          parameter("context", context, some("context")),
        ],
        ")",
      ),
      `: ${decision} `,
      block(commands.length === 0 ? [none] : [["switch (command.type) ", block(cases)]]),
    ],
    [
      "/** The whole decision on a command: validation, guards, and the judgement of what its events lead to. */",
      hardline,
      "export function decide",
      list("(", ["state: State | undefined", "command: Command", `context: ${context}`], ")"),
      `: ${decision} `,
      block([`return ${file.runtime("decideWith")}(definition, state, command, context);`]),
    ],
  ];
}

// ----------------------------------------------------------------------------------------- definition

function definitionDocs(owner: AggregateFile, events: readonly EventDecl[]): readonly Doc[] {
  const { file, aggregate } = owner;
  const { symbols } = file;
  const context = contextType(owner);
  const externals = /<(.*)>$/u.exec(context)?.[1];
  const type = `${file.runtimeType("AggregateDefinition")}<State, Event, Rejection${externals === undefined ? "" : `, ${externals}`}>`;
  const commands = aggregate.commands.map((command) =>
    property(
      command.name,
      object([
        `flavour: ${stringLiteral(command.flavour)}`,
        `parse: ${file.use(symbols.of("read", `command:${command.ref}`))}`,
      ]),
    ),
  );
  const checks = events.map((event) =>
    property(
      event.name,
      object([
        `version: ${String(event.version)}`,
        `check: ${file.runtime("checkBy")}(${file.use(symbols.of("read", `event:${event.ref}`))})`,
      ]),
    ),
  );
  const uniques = aggregate.uniques.map((unique) => uniqueDoc(owner, unique));
  const needed = externals !== undefined;
  const defaultContext = needed ? "" : ` = ${file.runtime("deciderContext")}()`;
  return [
    [
      `/** The decisions and the fold in the shape that libraries for deciders know. */`,
      hardline,
      "export const decider: ",
      block([
        "readonly initialState: State | undefined;",
        [
          "decide",
          list(
            "(",
            ["command: Command", "state: State | undefined", `context${needed ? "" : "?"}: ${context}`],
            ")",
          ),
          `: ${file.runtimeType("Decision")}<Event, Rejection>;`,
        ],
        `evolve(state: State | undefined, event: Event, meta?: ${file.runtimeType("EventMeta")}): State;`,
      ]),
      " = ",
      block([
        "initialState: undefined,",
        `decide: (command, state, context${defaultContext}) => decide(state, command, context),`,
        `evolve: (state, event, meta = ${file.runtime("deciderMeta")}(streamCategory)) => evolve(state, event, meta),`,
      ]),
      ";",
    ],
    [
      "/** What the runtime runs. */",
      hardline,
      `export const definition: ${type} = `,
      block(
        [
          "name: streamCategory",
          `identity: ${stringLiteral(aggregate.identity.name)}`,
          ["commands: ", bracketed(commands)],
          ["events: ", bracketed(checks)],
          "handle",
          "apply",
          "violations",
          [
            "uniques: ",
            uniques.length === 0
              ? "[]"
              : ["[", indent(hardline, lines(uniques.map((doc): Doc => [doc, ","]))), hardline, "]"],
          ],
          ...(aggregate.snapshotEvery === undefined
            ? []
            : [`snapshotEvery: ${String(aggregate.snapshotEvery)}`]),
          `logic: ${stringLiteral(logicOf(aggregate, symbols.lookup))}`,
        ].map((entry): Doc => [entry, ","]),
      ),
      ";",
    ],
  ];
}

/** An object with each member on a line. */
function bracketed(entries: readonly Doc[]): Doc {
  return entries.length === 0 ? "{}" : block(entries.map((entry) => [entry, ","]));
}

function uniqueDoc(owner: AggregateFile, unique: Unique): Doc {
  const { file, aggregate } = owner;
  const fields = unique.fields.map((name) => aggregate.state.fields.find((field) => field.name === name));
  const values = unique.fields.map((name) => `state${memberAccess(name)}`);
  const absent = values.filter((_, at) => {
    const field = fields[at];
    return field !== undefined && (field.type.kind === "optional" || isConditional(aggregate, field));
  });
  const all = aggregate.lifecycle?.statuses ?? [];
  const statuses = unique.in;
  const conditions = [
    ...(statuses === undefined || all.every((status) => statuses.includes(status))
      ? []
      : [statuses.map((status) => `state.status !== ${stringLiteral(status)}`).join(" && ")]),
    ...absent.map((value) => `${value} === undefined`),
  ];
  const body: readonly Doc[] = [
    ...conditions.map((condition) => `if (${condition}) return undefined;`),
    `return [${values.join(", ")}];`,
  ];
  const rejection =
    unique.rejection === undefined
      ? []
      : [`rejection: ${file.use(file.symbols.of("declared", `rejection:${unique.rejection}`))}()`];
  return block(
    [
      `name: ${stringLiteral(unique.fields.join(","))}`,
      [`key(state: ${owner.anyState}): readonly unknown[] | undefined `, block(body)],
      ...rejection,
    ].map((entry): Doc => [entry, ","]),
  );
}

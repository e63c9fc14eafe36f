/** The decisions of an aggregate as one function, and what the runtime runs. */
import type { EventDecl, Unique } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { type AggregateFile } from "./aggregate-names.js";
import { contextType, type CommandFunction } from "./commands.js";
import { object, property } from "./syntax.js";
import { block, group, hardline, ifBreak, indent, join, line, lines, list, type Doc } from "./layout.js";
import { logicOf } from "./logic.js";
import { renamesOf, type Constants } from "./renames.js";
import { sentHistory } from "./sent.js";
import { atVersion } from "./symbols.js";
import { isConditional } from "./types.js";

export function decideDocs(owner: AggregateFile, functions: readonly CommandFunction[]): readonly Doc[] {
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

export function definitionDocs(owner: AggregateFile, events: readonly EventDecl[]): readonly Doc[] {
  const { file, aggregate } = owner;
  const { symbols } = file;
  const context = contextType(owner);
  const externals = /<(.*)>$/u.exec(context)?.[1];
  const type = `${file.runtimeType("AggregateDefinition")}<State, Event, Rejection${externals === undefined ? "" : `, ${externals}`}>`;
  const constants: Constants = new Map();
  const sent = aggregate.commands.map((command) => sentHistory(command, constants, file));
  const commands = aggregate.commands.map((command, at) =>
    property(
      command.name,
      object([
        // Under a name that every object has, TypeScript expects that member's type, and widens the literal.
        `flavour: ${stringLiteral(command.flavour)}${command.name in {} ? " as const" : ""}`,
        `parse: ${file.use(symbols.of("read", `command:${command.ref}`))}`,
        ...(sent[at]?.entries ?? []),
      ]),
    ),
  );
  const checks = events.map((event) =>
    property(
      event.name,
      object([
        `version: ${String(event.version)}`,
        `check: ${file.runtime("checkBy")}(${file.use(symbols.of("read", `event:${event.ref}`))})`,
        ...historyDocs(event, file),
      ]),
    ),
  );
  const retired = aggregate.events
    .filter((event) => event.retired !== undefined)
    .map((event) =>
      property(
        event.name,
        object([
          `version: ${String(event.version)}`,
          ...historyDocs(event, file),
          `becomes: ${file.use(symbols.of("replace", `event:${event.ref}`))}`,
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
    ...constants.values(),
    ...sent.flatMap(({ docs }) => docs),
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
          ...(retired.length === 0 ? [] : [["retired: ", bracketed(retired)]]),
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

/** How events that were stored before are read: their former names, the steps from each version, and enums' former names. */
function historyDocs(event: EventDecl, file: AggregateFile["file"]): readonly Doc[] {
  const { symbols } = file;
  const key = `event:${event.ref}`;
  const older = event.versions.slice(0, -1);
  const steps = older.map(({ version }) => file.use(symbols.of("upcast", atVersion(key, version))));
  const renames = renamesOf(event, symbols).map((rename) =>
    rename === undefined ? "undefined" : file.use(rename),
  );
  return [
    ...(event.formerly.length === 0
      ? []
      : [["formerly: ", list("[", event.formerly.map(stringLiteral), "]")]]),
    ...(steps.length === 0 ? [] : [["upcasts: ", list("[", steps, "]")]]),
    ...(renames.every((rename) => rename === "undefined") ? [] : [["renames: ", list("[", renames, "]")]]),
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

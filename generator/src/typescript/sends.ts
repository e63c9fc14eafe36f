/** `send` and `undo all` of sagas and policies: commands as data, made where the statement stands. */
import { statementsIn, type CommandCall, type Field, type Statement } from "@esdl/language/model";
import { isShared, objectOfArguments, type Names } from "./expressions.js";
import { changesInPlace, readsRoot } from "./facts.js";
import type { File, Locals } from "./file.js";
import { block, list, type Doc } from "./layout.js";
import type { Body } from "./statements.js";
import { call, hug, object, optional, property } from "./syntax.js";

/** How a body collects what it sends, and how what it collected is put into the result. */
export interface Collected {
  /** What the body is printed with. */
  readonly hooks: Required<Pick<Body, "send" | "undoAll">>;
  /** Variables that stand before the body. */
  readonly declared: readonly Doc[];
  /** The sends, as a value. Asked for after the body. */
  readonly sends: () => Doc;
  /** Where an `undo all` stands among them. */
  readonly undo: () => Doc;
}

/** The collection of what a body sends: a list that is written out where nothing is computed between sends, else one that grows. */
export function collected(body: readonly Statement[], file: File, locals: Locals): Collected {
  const mayChange = changesInPlace(body);
  const item = (statement: Extract<Statement, { readonly kind: "send" }>, names: Names): Doc =>
    sendDoc(statement, mayChange, names);
  if (!isWrittenOut(body)) return growing(body, item, file, locals);
  const sends: Doc[] = [];
  const undo: string[] = [];
  return {
    hooks: {
      send: (statement, names) => {
        sends.push(item(statement, names));
        return [];
      },
      undoAll: () => {
        undo.push(String(sends.length));
        return [];
      },
    },
    declared: [],
    sends: () => list("[", sends, "]"),
    undo: () => list("[", undo, "]"),
  };
}

function growing(
  body: readonly Statement[],
  item: (statement: Extract<Statement, { readonly kind: "send" }>, names: Names) => Doc,
  file: File,
  locals: Locals,
): Collected {
  const has = (kind: Statement["kind"]): boolean => [...statementsIn(body)].some((one) => one.kind === kind);
  const sends = locals.local("own:sends", "sends");
  const undo = locals.local("own:undo", "undo");
  return {
    hooks: {
      send: (statement, names) => [[call([sends.use(), ".push"], [item(statement, names)]), ";"]],
      undoAll: () =>
        has("send") ? [[undo.use(), ".push(", sends.use(), ".length);"]] : [[undo.use(), ".push(0);"]],
    },
    declared: [
      ...(has("send") ? [["const ", sends.declare, `: ${file.runtimeType("Send")}[] = [];`]] : []),
      ...(has("undoAll") ? [["const ", undo.declare, ": number[] = [];"]] : []),
    ],
    sends: () => (has("send") ? sends.use() : "[]"),
    undo: () => (has("undoAll") ? undo.use() : "[]"),
  };
}

/**
 * Whether what is sent stands at the end of a body, so that its arguments read what the result will hold, and no condition or
 * loop holds any of it.
 */
function isWrittenOut(body: readonly Statement[]): boolean {
  const isFlat = ({ kind }: Statement): boolean => kind === "send" || kind === "undoAll";
  const holds = (statement: Statement, kind: Statement["kind"]): boolean =>
    [...statementsIn([statement])].some((one) => one.kind === kind);
  const first = body.findIndex((statement) => holds(statement, "send"));
  const isAtEnd = first < 0 || body.slice(first).every(isFlat);
  return isAtEnd && body.every((statement) => isFlat(statement) || !holds(statement, "undoAll"));
}

/** `{ command: Reserve({ slotId: slot, job: jobId }), undo: Free({ slotId: slot }) }`. */
function sendDoc(
  { send, asActor, undo }: Extract<Statement, { readonly kind: "send" }>,
  mayChange: boolean,
  names: Names,
): Doc {
  const members = [
    property("command", commandDoc(send, mayChange, names)),
    ...(asActor ? ["asActor: true"] : []),
    ...(undo === undefined ? [] : [property("undo", commandDoc(undo, mayChange, names))]),
  ];
  return members.length > 1 ? hug(block(members.map((member): Doc => [member, ","]))) : object(members);
}

function commandDoc({ command, args }: CommandCall, mayChange: boolean, names: Names): Doc {
  const { file } = names;
  const { lookup } = file.symbols;
  const declared = lookup.commands.get(command) ?? lookup.externalCommands.get(command);
  if (declared === undefined) throw new Error(`there is no command ${command}`);
  const optionals = new Set(optionalNames(declared.params));
  const kind = lookup.commands.has(command) ? "command" : "external";
  const create = file.use(file.symbols.of("declared", `${kind}:${command}`));
  const made = call(create, [objectOfArguments(args, optionals, names)]);
  // What is sent stays as it is when the state changes below.
  const isOpen = mayChange && args.some(({ value }) => readsRoot(value, "state") && isShared(value, names));
  return isOpen ? call(file.value("copyValue"), [made]) : made;
}

function optionalNames(params: readonly Field[]): readonly string[] {
  return params.flatMap(({ name, type }) => optional(type.kind === "optional" ? name : undefined));
}

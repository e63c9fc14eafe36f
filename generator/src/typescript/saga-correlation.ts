/** How an event finds the instances that it concerns: a small object for each event. */
import {
  expressionsIn,
  type EventDecl,
  type Expr,
  type FieldExpr,
  type Loop,
  type Ref,
  type Root,
  type SagaHandler,
} from "@esdl/language/model";
import { memberAccess } from "../names/index.js";
import { eventGetter } from "./aggregate-names.js";
import { identityIn } from "./aggregate-state.js";
import { equalOf, isIdentity } from "./equality.js";
import { text, type Names } from "./expressions.js";
import type { File, Locals } from "./file.js";
import { block, join, list, type Doc } from "./layout.js";
import type { SagaFile } from "./saga-names.js";
import { lower } from "./symbols.js";
import { call, hug, object, parameter } from "./syntax.js";
import { access, alone, infix, level, primary, within, type Text } from "./text.js";

export type EventInput = Extract<SagaHandler["input"], { readonly kind: "event" }>;

/** What the event at hand means: its data, its envelope, its identity. `used` says that it is read. */
export function eventRoot(root: Root, used: () => Doc): Text | undefined {
  if (root === "event") return access(primary(used()), ".data");
  return root === "meta" ? access(primary(used()), ".meta") : undefined;
}

/** A field of the event at hand. */
export function eventMember(file: File, event: Ref, field: FieldExpr, used: () => Doc): Text {
  used();
  if (field.role === "identity") return identityIn("event.id", field.type, file);
  const data = (): Doc => "event.data";
  return eventGetter(file, event, field, data) ?? access(primary(data()), memberAccess(field.name));
}

/** The names of the list of a `for` and of a `by`: the event, and what it is for. */
export function eventNames(file: File, locals: Locals, event: Ref, used: () => Doc): Names {
  return {
    file,
    locals,
    root: (root) => {
      const found = eventRoot(root, used);
      if (found === undefined) throw new Error(`\`${root}\` is not known of an event`);
      return found;
    },
    member: (field, root) => (root === "event" ? eventMember(file, event, field, used) : undefined),
  };
}

// ----------------------------------------------------------------------------------------------- ways

/** One way in which an event finds instances: several handlers may share it. */
interface Way {
  readonly input: EventInput;
  readonly isAwaited: boolean;
}

const places: ReadonlySet<string> = new Set(["span", "nameSpan"]);
const plain = (value: unknown): string =>
  JSON.stringify(value, (name, member: unknown) => (places.has(name) ? undefined : member));

/** Whether two handlers find the same instances: by the same key, for the same items. */
function isSameWay(a: EventInput, b: EventInput): boolean {
  return plain([a.correlation, a.for]) === plain([b.correlation, b.for]);
}

/** The ways of an event, in the order of the handlers: those that start, then those of the steps. */
function waysOf({ saga }: SagaFile, event: Ref): readonly Way[] {
  const ways: Way[] = [];
  const add = (handlers: readonly SagaHandler[], isAwaited: boolean): void => {
    for (const { input } of handlers) {
      if (input.kind !== "event" || input.event !== event) continue;
      const at = ways.findIndex((way) => isSameWay(way.input, input));
      const known = ways[at];
      if (known === undefined) ways.push({ input, isAwaited });
      else ways[at] = { ...known, isAwaited: known.isAwaited || isAwaited };
    }
  };
  add(saga.starts, false);
  for (const { handlers } of saga.steps) add(handlers, true);
  return ways;
}

/** Whether all handlers of an event find their instance in one way: whoever is given the event is meant. */
export function isUniform(owner: SagaFile, event: Ref): boolean {
  return waysOf(owner, event).length === 1;
}

// ----------------------------------------------------------------------------------------------- keys

export interface KeyText {
  readonly text: Text;
  /** The event may have none. */
  readonly isMaybe: boolean;
}

/** The key that an event has for a handler. `sender` is what causation answers. */
export function keyText(owner: SagaFile, input: EventInput, names: Names, sender: () => Doc): KeyText {
  const { file, saga } = owner;
  const { correlation, event } = input;
  const ofEvent = (name: string, role?: "identity"): FieldExpr => ({
    kind: "field",
    type: saga.key.type,
    target: { kind: "root", root: "event", type: saga.key.type },
    name,
    ...(role === undefined ? {} : { role }),
  });
  switch (correlation.kind) {
    case "identity":
      return { text: text(ofEvent("", "identity"), names), isMaybe: false };
    case "field": {
      const fields = file.symbols.lookup.events.get(event)?.fields ?? [];
      const isMaybe = fields.some(({ name, type }) => name === correlation.field && type.kind === "optional");
      return { text: text(ofEvent(correlation.field), names), isMaybe };
    }
    case "causation":
      return { text: primary(sender()), isMaybe: true };
    case "by": {
      // What a `where` would have seen to may not be there: the event is for nobody then.
      const { key } = correlation;
      if (!isPromised(key)) return { text: text(key, names), isMaybe: false };
      if (key.kind === "present" && !isPromised(key.value))
        return { text: text(key.value, names), isMaybe: true };
      const compute: Doc = ["() => ", alone(text(key, names))];
      return { text: primary(call(file.runtime("ifThere"), [compute])), isMaybe: true };
    }
  }
}

/** Whether an expression reads what only a condition has promised to be there. */
function isPromised(e: Expr): boolean {
  return [...expressionsIn(e)].some(({ kind }) => kind === "present");
}

// ------------------------------------------------------------------------------------------- printing

/** The name of the constant for an event: `orderPlacedCorrelation`. */
export function correlationName({ file }: SagaFile, { ref, name }: EventDecl): string {
  return file.scope.claim(`correlation:${ref}`, `${lower(name)}Correlation`);
}

export function correlationDoc(owner: SagaFile, event: EventDecl): Doc {
  const { file } = owner;
  const ways = waysOf(owner, event.ref);
  const type = file.type(file.symbols.of("declared", `event:${event.ref}`));
  const handled = `${file.runtimeType("HandledEvent")}<${type}>`;
  return [
    `const ${correlationName(owner, event)}: ${file.runtimeType("SagaCorrelation")}<Key> = `,
    block([
      ["items: ", itemsDoc(owner, event.ref, ways, handled), ","],
      ["concerns: ", concernsDoc(owner, event.ref, ways, handled), ","],
    ]),
    ";",
  ];
}

/** As many inputs as the longest list has items, and one at least where a handler has no list. */
function itemsDoc({ file }: SagaFile, event: Ref, ways: readonly Way[], handled: string): Doc {
  const loops = ways.flatMap(({ input }) => (input.for === undefined ? [] : [input.for]));
  if (loops.length === 0) return "() => 1";
  const param = parameter("event");
  const names = eventNames(file, file.locals(), event, param.use);
  const sizes = distinctLists(loops).map((loop) => access(text(loop.list, names), ".length").doc);
  const all: readonly Doc[] = [...(loops.length < ways.length ? ["1"] : []), ...sizes];
  const [only] = all;
  const count = all.length === 1 && only !== undefined ? only : call("Math.max", all);
  return ["(", param.declare, `: ${handled}) => `, count];
}

function distinctLists(loops: readonly Loop[]): readonly Loop[] {
  return [...new Map(loops.map((loop) => [plain(loop.list), loop])).values()];
}

function concernsDoc(owner: SagaFile, event: Ref, ways: readonly Way[], handled: string): Doc {
  const { file, saga } = owner;
  const locals = file.locals();
  const param = parameter("event");
  const item = parameter("item");
  const sender = locals.local("own:sender", "sender");
  const names = eventNames(file, locals, event, param.use);
  const single = ways.every(({ input }) => input.for === undefined);
  let isPlain = ways.length === 1;
  const entries = ways.map(({ input, isAwaited }): Doc => {
    const key = keyText(owner, input, names, () => sender.use());
    const offered = single ? key : offeredKey(input, key, names, item.use);
    if (offered.isMaybe) isPlain = false;
    return object([["key: ", alone(offered.text)], `isAwaited: ${String(isAwaited)}`]);
  });
  const listed = hug(list("[", entries, "]"));
  const equal = isIdentity(saga.key.type, file.symbols.lookup)
    ? []
    : [equalOf(saga.key.type, file) ?? file.value("equalValues")];
  const body = isPlain ? listed : call(file.runtime("concerned"), [listed, ...equal]);
  const params: readonly (readonly [uses: boolean, declare: Doc])[] = [
    [param.isUsed(), [param.declare, `: ${handled}`]],
    [item.isUsed(), [item.declare, ": number"]],
    [sender.uses() > 0, [sender.declare, ": Key | undefined"]],
  ];
  const last = params.map(([isUsed]) => isUsed).lastIndexOf(true);
  const declared = params.slice(0, last + 1).map(([, declare]) => declare);
  return ["(", join(", ", declared), ") => ", body];
}

/** The key for one item of the list of a handler; without a list it is there for the first. */
function offeredKey(
  { for: loop, correlation }: EventInput,
  { text: key }: KeyText,
  names: Names,
  item: () => Doc,
): KeyText {
  const { file, locals } = names;
  if (loop === undefined) {
    const first = infix(primary(item()), "===", primary("0"), level.equality);
    return { text: maybe(first, key), isMaybe: true };
  }
  const items = text(loop.list, names);
  const variable = locals.local(`local:${loop.name}`, loop.name);
  if (correlation.kind === "by" && readsLocal(correlation.key, loop.name)) {
    const arrow: Doc = ["(", variable.declare, ") => ", alone(key)];
    const found = access(items, ["[", item(), "]"]);
    return { text: primary(call(file.runtime("ifPresent"), [found.doc, arrow])), isMaybe: true };
  }
  const has = infix(primary(item()), "<", access(items, ".length"), level.relational);
  return { text: maybe(has, key), isMaybe: true };
}

/** Whether some piece of the model reads a local. */
export function readsLocal(piece: unknown, name: string): boolean {
  if (typeof piece !== "object" || piece === null) return false;
  if ("kind" in piece && piece.kind === "local" && "name" in piece && piece.name === name) return true;
  return Object.values(piece).some((part) => readsLocal(part, name));
}

function maybe(condition: Text, value: Text): Text {
  return {
    doc: [within(condition, level.coalesce), " ? ", within(value, level.coalesce), " : undefined"],
    level: level.conditional,
  };
}

/** What an instance does at an input: a function for each input of a step, with its handlers from top to bottom. */
import { type Loop, type SagaHandler } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { expr, isShared, text, when, type Names } from "./expressions.js";
import { calledExternals } from "./externals.js";
import { changesInPlace, readsState } from "./facts.js";
import { commented, type Locals } from "./file.js";
import { block, group, indent, line, list, softline, type Doc } from "./layout.js";
import type { Known } from "./narrowing.js";
import {
  eventMember,
  eventRoot,
  isUniform,
  keyText,
  readsLocal,
  type EventInput,
} from "./saga-correlation.js";
import { equalOf, isIdentity } from "./equality.js";
import { givenType, groupName, type Group } from "./saga-inputs.js";
import { assigns, placesOf, stateNamesOf, type SagaFile } from "./saga-names.js";
import { collected } from "./sends.js";
import { statements, type Body } from "./statements.js";
import { call, object, parameter, property, type Parameter } from "./syntax.js";
import { infix, level, postfix, primary, within, type Text } from "./text.js";

export interface GroupFunction {
  readonly name: string;
  readonly doc: Doc;
  readonly takes: {
    readonly state: boolean;
    readonly given: boolean;
    readonly item: boolean;
    readonly context: boolean;
  };
}

/** What handlers are given of an input, as their functions call it. */
const givenName: Readonly<Record<Group["kind"], string>> = {
  event: "event",
  completed: "reply",
  rejected: "rejection",
  after: "input",
};

export const reactionType = ({ file }: SagaFile): string => `${file.runtimeType("Reaction")}<State, Step>`;

/** `SagaContext<Key>`, with the functions that the application gives. */
export function contextType(owner: SagaFile): string {
  const { file } = owner;
  const externals = externalsType(owner);
  return `${file.runtimeType("SagaContext")}<Key${externals === undefined ? "" : `, ${externals}`}>`;
}

export function externalsType({ file, saga }: SagaFile): string | undefined {
  return calledExternals(saga.ref, file);
}

/** One input in one step while its function is written. */
interface Place {
  readonly owner: SagaFile;
  readonly group: Group;
  readonly locals: Locals;
  /** The parameters: each is there once something refers to it. */
  readonly params: Readonly<Record<keyof GroupFunction["takes"], Parameter>>;
}

export function groupFunction(owner: SagaFile, each: Group): GroupFunction {
  const { file } = owner;
  const { kind, step, handlers } = each;
  const name = file.scope.claim(`group:${groupName(each)} ${step?.name ?? ""}`, groupName(each));
  const params = {
    state: parameter("state"),
    given: parameter(givenName[kind]),
    item: parameter("item"),
    context: parameter("context"),
  };
  const place: Place = { owner, group: each, locals: file.locals(), params };
  const body = handlersDoc(place);
  const types = {
    state: "State",
    given: givenType(each, file) ?? "",
    item: "number",
    context: contextType(owner),
  };
  const taken = (["state", "given", "item", "context"] as const).filter((one) => params[one].isUsed());
  const declared = taken.map((one): Doc => [params[one].declare, `: ${types[one]}`]);
  const docs = handlers.flatMap(({ doc }) => (doc === undefined ? [] : [doc]));
  const always = handlers.some((handler) => isUnconditional(owner, handler));
  return {
    name,
    takes: {
      state: taken.includes("state"),
      given: taken.includes("given"),
      item: taken.includes("item"),
      context: taken.includes("context"),
    },
    doc: commented(docs.length > 0 ? docs.join("\n") : undefined, [
      "function ",
      name,
      list("(", declared, ")"),
      `: ${reactionType(owner)}${always ? "" : " | undefined"} `,
      block(body),
    ]),
  };
}

/** Whether a handler takes every such input that reaches it. */
function isUnconditional(owner: SagaFile, handler: SagaHandler): boolean {
  const { input, where } = handler;
  if (where !== undefined) return false;
  if (input.kind !== "event") return true;
  return isUniform(owner, input.event) && (input.for === undefined || !readsItem(handler, input.for));
}

/** The handlers, tried from top to bottom. */
function handlersDoc(place: Place): readonly Doc[] {
  const { handlers } = place.group;
  const docs: Doc[] = [];
  let known: Known | undefined;
  for (const [at, handler] of handlers.entries()) {
    const names = namesOf(place, place.params.state.use, known);
    const { declared, conditions } = conditionsOf(place, handler, names);
    const { where } = handler;
    const body = (): readonly Doc[] =>
      bodyDocs(place, handler, where === undefined ? names : when(where, true, names));
    if (conditions.length === 0) return [...docs, ...declared, ...body()];
    const tried: Doc = ["if (", group(indent(softline, all(conditions).doc), softline), ") ", block(body())];
    const isLast = at === handlers.length - 1;
    docs.push(...(declared.length === 0 || isLast ? [...declared, tried] : [block([...declared, tried])]));
    // A handler whose key or item is another one says nothing of its condition.
    if (where !== undefined && conditions.length === 1) ({ known } = when(where, false, names));
  }
  return [...docs, "return undefined;"];
}

function all(conditions: readonly Text[]): Text {
  return conditions.reduce((left, right) => ({
    doc: [within(left, level.and), " &&", line, within(right, level.equality)],
    level: level.and,
  }));
}

interface Conditions {
  readonly declared: readonly Doc[];
  readonly conditions: readonly Text[];
}

/** What a handler asks for before it takes an input. A start is asked for its condition before its key. */
function conditionsOf(place: Place, handler: SagaHandler, names: Names): Conditions {
  const { input, where } = handler;
  const asked = where === undefined ? [] : [text(where, names)];
  if (input.kind !== "event") return { declared: [], conditions: asked };
  const { declared, conditions: offered } = offeredTo(place, handler, input, names);
  const key = isUniform(place.owner, input.event) ? [] : [isMeant(place, input, names)];
  const isStart = place.group.step === undefined;
  return { declared, conditions: [...offered, ...(isStart ? [...asked, ...key] : [...key, ...asked])] };
}

/** The item of the handler's list, if there is one. */
function offeredTo(place: Place, handler: SagaHandler, input: EventInput, names: Names): Conditions {
  const { owner, params, locals } = place;
  const isAlone = isUniform(owner, input.event);
  const loop = input.for;
  const item = (): Text => primary(params.item.use());
  if (loop === undefined) {
    const isOne = isAlone || !hasLists(owner, input);
    return {
      declared: [],
      conditions: isOne ? [] : [infix(item(), "===", primary("0"), level.equality)],
    };
  }
  const items = text(loop.list, names);
  if (!readsItem(handler, loop)) {
    const length = postfix([within(items, level.postfix), ".length"]);
    return { declared: [], conditions: isAlone ? [] : [infix(item(), "<", length, level.relational)] };
  }
  const variable = locals.local(`local:${loop.name}`, loop.name);
  const declared: Doc = [
    "const ",
    variable.declare,
    " = ",
    within(items, level.postfix),
    "[",
    params.item.use(),
    "];",
  ];
  return {
    declared: [declared],
    conditions: [infix(primary(variable.use()), "!==", primary("undefined"), level.equality)],
  };
}

/** Whether some handler of the event has a list, so that there are several inputs. */
function hasLists({ saga }: SagaFile, { event }: EventInput): boolean {
  return [...saga.starts, ...saga.steps.flatMap(({ handlers }) => handlers)].some(
    ({ input }) => input.kind === "event" && input.event === event && input.for !== undefined,
  );
}

function readsItem({ input, where, body }: SagaHandler, { name }: Loop): boolean {
  return readsLocal([input.kind === "event" ? input.correlation : undefined, where, body], name);
}

/** Whether the event's key for this handler is the instance's. */
function isMeant({ owner, params }: Place, input: EventInput, names: Names): Text {
  const { file, saga } = owner;
  if (input.correlation.kind === "causation") return postfix([params.context.use(), ".isAnswer"]);
  const { text: key, isMaybe } = keyText(owner, input, names, () => "");
  const own = postfix([params.context.use(), ".key"]);
  if (isIdentity(saga.key.type, file.symbols.lookup)) return infix(key, "===", own, level.equality);
  const equal = equalOf(saga.key.type, file) ?? file.value("equalValues");
  const test = isMaybe ? `${file.value("equalOptional")}(${equal})` : equal;
  return postfix(call(test, [key.doc, own.doc]));
}

// ------------------------------------------------------------------------------------------ one handler

/** The names of a handler: its input, and the state, which is a draft once it may change. */
function namesOf(
  { owner, group: { kind, on }, locals, params }: Place,
  state: () => Doc,
  known?: Known,
): Names {
  const { file } = owner;
  const own = stateNamesOf(owner, locals, state, () => [params.context.use(), ".key"]);
  const used = params.given.use;
  return {
    ...own,
    ...(known === undefined ? {} : { known }),
    context: params.context.use,
    root: (root) => {
      if (root === "rejection" || root === "reply") return primary(used());
      return eventRoot(root, used) ?? own.root(root);
    },
    member: (field, root) =>
      root === "event" && kind === "event" ? eventMember(file, on, field, used) : own.member(field, root),
  };
}

/** The statements of a handler, and what they lead to. */
function bodyDocs(place: Place, handler: SagaHandler, before: Names): readonly Doc[] {
  const { owner, group: each, locals, params } = place;
  const { file } = owner;
  const { body, to } = handler;
  const isStart = each.step === undefined;
  const changes = assigns(body);
  let isRead = changes;
  const state = (): Doc => {
    isRead = true;
    return changes || isStart ? "draft" : params.state.use();
  };
  const draft = placesOf(owner);
  const collection = collected(body, file, locals);
  const known = changes || isStart ? withoutState(before.known) : before.known;
  const names: Body = {
    ...namesOf(place, state, known),
    ...collection.hooks,
    assign: (statement, here) => draft.assign(statement, here),
    forget: draft.forget,
    settled: (value, rest, here) =>
      changesInPlace(rest) && readsState(value, draft.mutable) && isShared(value, here)
        ? postfix(call(file.value("copyValue"), [expr(value, here)]))
        : text(value, here),
  };
  const printed = statements(body, names);
  const result = (): Doc => {
    if (isStart) return isRead ? "draft" : "initialState()";
    return changes ? "draft" : params.state.use();
  };
  const entered = to ?? each.step?.name ?? "";
  const timers = to === undefined ? [] : [["timers: ", timersOf(owner, to)]];
  const members: readonly Doc[] = [
    property("state", result()),
    `step: ${stringLiteral(entered)}`,
    ...timers,
    property("sends", collection.sends()),
    property("undo", collection.undo()),
  ];
  return [
    ...(isStart
      ? isRead
        ? ["const draft = initialState();"]
        : []
      : changes
        ? [draftDoc(owner, body, params)]
        : []),
    ...collection.declared,
    ...printed,
    ["return ", object(members), ";"],
  ];
}

function draftDoc(owner: SagaFile, body: SagaHandler["body"], params: Place["params"]): Doc {
  const { file } = owner;
  const state = params.state.use();
  if (changesInPlace(body))
    return ["const draft = ", call(file.value("copyValue"), [state]), " as StateDraft;"];
  // Collections that some handler changes in place are not told to be for good.
  return placesOf(owner).mutable.size > 0
    ? ["const draft = { ...", state, " } as StateDraft;"]
    : ["const draft: StateDraft = { ...", state, " };"];
}

/** The timers that begin when a step is entered; an end has none. */
function timersOf({ saga }: SagaFile, to: string): Doc {
  const handlers = saga.steps.find(({ name }) => name === to)?.handlers ?? [];
  const durations = handlers.flatMap(({ input }) => (input.kind === "after" ? [input.duration] : []));
  return list("[", [...new Set(durations)].map(stringLiteral), "]");
}

/** What TypeScript knows of a state it does not know of a draft. */
function withoutState(known: Known | undefined): Known {
  return new Map([...(known ?? [])].filter(([path]) => !path.startsWith("state.")));
}

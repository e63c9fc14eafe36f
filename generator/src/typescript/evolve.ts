/**
 * `apply`: what an event does to a state, in place. A creating event whose effects read nothing builds its state in one go;
 * every other one changes a draft. `evolve` is the same on a copy.
 */
import type { AggregateDecl, Field, OnClause } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { createPlaces, entityDraftDocs, type Draft, type DraftOwner } from "./assignments.js";
import { eventGetter, stateMember, stateNames, type AggregateFile } from "./aggregate-names.js";
import { expr, isShared, membersOf, text, type Names } from "./expressions.js";
import { call, object, property } from "./syntax.js";
import { changesInPlace, mutationsOf, readsState } from "./facts.js";
import type { Locals } from "./file.js";
import { block, hardline, indent, lines, type Doc } from "./layout.js";
import { statements, type Body } from "./statements.js";
import { access, postfix, primary, type Text } from "./text.js";
import { isConditional, mayBeLeftOut, propertyName, typeText } from "./types.js";

/** The types and functions of an aggregate that fold its events. */
export function evolveDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  const handled = aggregate.handlers.filter(({ event }) => !isRetired(owner, event));
  const meta = { used: false };
  const known = handled.filter((handler) => !isLiteral(owner, handler));
  const built = handled.filter((handler) => isLiteral(owner, handler));
  const startsEmpty = known.some(({ creates }) => creates);

  const draft = { used: startsEmpty };
  const literals = built.map((handler) => literalDoc(owner, handler, file.locals(), meta));
  const cases = known.map((handler) => caseDoc(owner, handler, file.locals(), meta, draft));
  const drafts = known.length === 0 ? [] : draftDocs(owner, known, startsEmpty, draft);
  const last: readonly Doc[] = known.length === 0 ? [] : [switchDoc(cases)];
  if (startsEmpty) meta.used = true;
  const metaName = (): string => (meta.used ? "meta" : "_meta");
  const eventMeta = file.runtimeType("EventMeta");

  const body: readonly Doc[] = [
    ...literals,
    ...(known.length === 0
      ? [
          // Where several events are told apart none is left for TypeScript.
          `throw ${file.runtime("notBegun")}(streamCategory, ${handled.length === 0 ? "String(event)" : handled.length === 1 ? "event.type" : "(event as Event).type"});`,
        ]
      : [...drafts, ...last, `return ${startsEmpty ? "draft as State" : "state"};`]),
  ];
  // Without a statement that reads it, a parameter says so by its name.
  const stateName = known.length === 0 ? "_state" : "state";
  return [
    ...(draft.used ? [draftType(owner)] : []),
    ...entityDraftDocs(draftOwner(owner), draftOf(owner)),
    ...(owner.uses.initial ? [initialDoc(owner)] : []),
    [
      "/** Applies an event to a state that the caller owns, in place. */",
      hardline,
      `function apply(${stateName}: State | undefined, event: Event, `,
      metaName,
      `: ${eventMeta}): State `,
      block(body),
    ],
    [
      "/** The state after an event; the state before is left as it was. */",
      hardline,
      `export function evolve(state: State | undefined, event: Event, meta: ${eventMeta}): State `,
      block([`return apply(${file.value("copyValue")}(state), event, meta);`]),
    ],
  ];
}

export function isRetired({ file }: AggregateFile, event: string): boolean {
  return file.symbols.lookup.events.get(event)?.retired !== undefined;
}

/** Whether a state can be made of defaults alone. */
function hasInitial({ lifecycle, state }: AggregateDecl): boolean {
  return lifecycle === undefined && state.fields.every(mayBeLeftOut);
}

// ------------------------------------------------------------------------------- creation in one go

interface Use {
  used: boolean;
}

/** A creating event that only gives fields their values, each at most once, without looking at the state. */
function isLiteral({ aggregate }: AggregateFile, handler: OnClause): boolean {
  if (!handler.creates || handler.from.length > 0) return false;
  // Without a lifecycle an `any command` may emit it again later.
  if (
    aggregate.lifecycle === undefined &&
    aggregate.commands.some((c) => c.flavour !== "create" && c.emits.includes(handler.event))
  )
    return false;
  const seen = new Set<string>();
  for (const statement of handler.body) {
    if (statement.kind !== "assign" || statement.op !== "set" || statement.place.path.length > 0)
      return false;
    if (seen.has(statement.place.field) || readsState(statement.value)) return false;
    seen.add(statement.place.field);
  }
  return true;
}

function literalDoc(owner: AggregateFile, handler: OnClause, locals: Locals, meta: Use): Doc {
  const { aggregate } = owner;
  meta.used = true;
  const names = eventNames(
    owner,
    handler.event,
    locals,
    () => "state",
    meta,
    () => "identityOf(meta.streamId)",
  );
  const draft = draftOf(owner);
  const values = new Map(
    handler.body.flatMap((s) => (s.kind === "assign" ? [[s.place.field, s.value] as const] : [])),
  );
  const members: Doc[] = [property(aggregate.identity.name, "identityOf(meta.streamId)")];
  if (handler.to !== undefined) members.push(`status: ${stringLiteral(handler.to)}`);
  for (const field of aggregate.state.fields) {
    if (field.in !== undefined && handler.to !== undefined && !field.in.includes(handler.to)) continue;
    const value = values.get(field.name);
    if (value === undefined) members.push(...defaultMember(field, names));
    else if (field.type.kind === "optional")
      members.push(...membersOf([{ name: field.name, value }], new Set([field.name]), names));
    else members.push(property(field.name, draft.owned(field.name, value, names)));
  }
  const body = block([["return ", object(members), ";"]]);
  return ["if (event.type === ", stringLiteral(bare(handler.event)), ") ", body];
}

/** The member of a field that nothing gave a value to. */
export function defaultMember(field: Field, names: Names): readonly Doc[] {
  const { name, type, default: preset } = field;
  if (type.kind === "optional")
    return preset === undefined ? [] : membersOf([{ name, value: preset }], new Set([name]), names);
  const value = defaultOf(field, names);
  return value === undefined ? [] : [property(field.name, value)];
}

/** The default of a field; `undefined` for an optional that is absent. */
export function defaultOf(field: Field, names: Names): Doc | undefined {
  if (field.default !== undefined)
    return field.default.kind === "none" ? undefined : expr(field.default, names);
  if (field.type.kind === "list" || field.type.kind === "set") return "[]";
  return field.type.kind === "map" ? "{}" : undefined;
}

function initialDoc(owner: AggregateFile): Doc {
  const { file, aggregate } = owner;
  const names = eventNames(
    owner,
    "",
    file.locals(),
    () => "state",
    { used: true },
    () => "identity",
  );
  const members = [
    property(aggregate.identity.name, "identity"),
    ...aggregate.state.fields.flatMap((field) => defaultMember(field, names)),
  ];
  return [
    "/** What is read while nothing has happened yet. */",
    hardline,
    `function initialState(identity: ${typeText(aggregate.identity.type, file)}): State `,
    block([["return ", object(members), ";"]]),
  ];
}

// ------------------------------------------------------------------------------------ change in place

function draftDocs(
  owner: AggregateFile,
  known: readonly OnClause[],
  startsEmpty: boolean,
  draft: Use,
): readonly Doc[] {
  const { file, aggregate } = owner;
  if (hasInitial(aggregate) && startsEmpty) {
    owner.uses.initial = true;
    return ["const draft = (state ?? initialState(identityOf(meta.streamId))) as DraftState;"];
  }
  const refuse = (): Doc => `throw ${file.runtime("notBegun")}(streamCategory, event.type);`;
  if (!startsEmpty) {
    return [
      ["if (state === undefined) ", refuse()],
      ...(draft.used ? ["const draft = state as DraftState;"] : []),
    ];
  }
  // Where every event can create there is none to refuse.
  const isRefused = known.some(({ creates }) => !creates);
  // Events that create, but read what they have written before: the draft begins with the defaults.
  const creating = known
    .filter(({ creates }) => creates)
    .map(({ event }) => `event.type !== ${stringLiteral(bare(event))}`);
  const names = eventNames(
    owner,
    "",
    file.locals(),
    () => "draft",
    { used: true },
    () => "identityOf(meta.streamId)",
  );
  const defaults = aggregate.state.fields
    .filter((field) => !isConditional(aggregate, field))
    .flatMap((field) => defaultMember(field, names));
  const identity = property(aggregate.identity.name, "identityOf(meta.streamId)");
  return [
    ...(isRefused ? [["if (state === undefined && ", creating.join(" && "), ") ", refuse()]] : []),
    ["const draft = (state ?? ", object([identity, ...defaults]), ") as DraftState;"],
  ];
}

function switchDoc(cases: readonly Doc[]): Doc {
  return ["switch (event.type) ", block(cases)];
}

function caseDoc(owner: AggregateFile, handler: OnClause, locals: Locals, meta: Use, use: Use): Doc {
  const { aggregate } = owner;
  const draft = draftOf(owner);
  const used = (): string => {
    use.used = true;
    return "draft";
  };
  const names = eventNames(
    owner,
    handler.event,
    locals,
    used,
    meta,
    () => `${used()}${memberAccess(aggregate.identity.name)}`,
  );
  const body: Body = {
    ...names,
    assign: (statement, here) => {
      use.used = true;
      return draft.assign(statement, here);
    },
    forget: draft.forget,
    settled: (value, rest, here) =>
      changesInPlace(rest) && readsState(value, draft.mutable) && isShared(value, here)
        ? postfix(call(owner.file.value("copyValue"), [expr(value, here)]))
        : text(value, here),
  };
  if (handler.to !== undefined) used();
  const docs: readonly Doc[] = [
    ...entryDefaults(owner, handler, names),
    ...statements(handler.body, body),
    ...(handler.to === undefined ? [] : [`draft.status = ${stringLiteral(handler.to)};`]),
    ...leavingDocs(aggregate, handler),
    "break;",
  ];
  const head = `case ${stringLiteral(bare(handler.event))}:`;
  // A case that declares variables needs a scope of its own.
  const scoped = draft.declares(handler.body);
  return scoped ? [head, " ", block(docs)] : [head, indent(hardline, lines(docs))];
}

/** Fields that exist in the status entered and not in every status left begin with their defaults. */
function entryDefaults({ aggregate }: AggregateFile, handler: OnClause, names: Names): readonly Doc[] {
  const { to } = handler;
  if (to === undefined) return [];
  return aggregate.state.fields.flatMap((field): readonly Doc[] => {
    const statuses = field.in;
    if (statuses?.includes(to) !== true) return [];
    const everywhere = handler.from.every((status) => statuses.includes(status));
    if (!handler.creates && handler.from.length > 0 && everywhere) return [];
    if (
      handler.body.some(
        (s) =>
          s.kind === "assign" && s.place.field === field.name && s.op === "set" && s.place.path.length === 0,
      )
    )
      return [];
    const value = defaultOf(field, names);
    if (value === undefined) return [];
    const member = `draft${memberAccess(field.name)}`;
    if (field.default?.type.kind !== "optional") return [[member, " ??= ", value, ";"]];
    const set = call(names.file.runtime("setOptional"), ["draft", stringLiteral(field.name), value]);
    return [[`if (${member} === undefined) `, set, ";"]];
  });
}

/** What does not exist in the status entered goes. */
function leavingDocs(aggregate: AggregateDecl, { to, from }: OnClause): readonly Doc[] {
  if (to === undefined) return [];
  return aggregate.state.fields.flatMap((field) => {
    if (field.in === undefined || field.in.includes(to)) return [];
    const mayExist = from.length === 0 || from.some((status) => field.in?.includes(status) === true);
    return mayExist ? [`delete draft${memberAccess(field.name)};`] : [];
  });
}

function eventNames(
  owner: AggregateFile,
  event: string,
  locals: Locals,
  state: () => Doc,
  meta: Use,
  identity: () => Doc,
): Names {
  const { file, aggregate } = owner;
  const base = stateNames(owner, locals, state);
  return {
    ...base,
    root: (root) => {
      if (root === "event") return primary("event.data");
      if (root === "meta") {
        meta.used = true;
        return primary("meta");
      }
      return base.root(root);
    },
    member: (field, root): Text | undefined => {
      if (field.role === "identity" && (root === "event" || root === "state")) return postfix(identity());
      if (root === "event")
        return (
          eventGetter(file, event, field, () => "event.data") ??
          access(primary("event.data"), memberAccess(field.name))
        );
      return stateMember(file, aggregate, field, root, state);
    },
  };
}

// --------------------------------------------------------------------------------------------- drafts

function draftOf(owner: AggregateFile): Draft {
  return createPlaces(draftOwner(owner), mutationsOf(owner.aggregate.handlers));
}

function draftOwner({ file, aggregate }: AggregateFile): DraftOwner {
  return {
    file,
    ref: aggregate.ref,
    fields: aggregate.state.fields,
    root: "state",
    isConditional: (field) => isConditional(aggregate, field),
    draftName: (entity) => file.symbols.of("draft", entity).name,
  };
}

/** The state as `apply` writes it: fields of every status, collections that may grow. */
function draftType(owner: AggregateFile): Doc {
  const { file, aggregate } = owner;
  const draft = draftOf(owner);
  const members: Doc[] = [
    `${propertyName(aggregate.identity.name)}: ${typeText(aggregate.identity.type, file)};`,
  ];
  if (aggregate.lifecycle !== undefined) members.push("status: Status;");
  for (const field of aggregate.state.fields) {
    const maybe = field.type.kind === "optional" || isConditional(aggregate, field) ? "?" : "";
    members.push(`${propertyName(field.name)}${maybe}: ${draft.typeOf(field)};`);
  }
  return [
    "/** A state while events are applied to it. */",
    hardline,
    "interface DraftState ",
    block(members),
  ];
}

function bare(ref: string): string {
  return ref.slice(ref.lastIndexOf(".") + 1);
}

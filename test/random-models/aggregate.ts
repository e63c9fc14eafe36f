/** A whole aggregate: its state and messages first, then commands, and last the `on` clauses, which depend on who emits what. */
import { condition } from "./conditions.js";
import { commandFor, type EventUse } from "./commands.js";
import { fieldFor, keyType, type MadeField } from "./fields.js";
import { getterFor, invariantFor, membersFor, typeName } from "./declarations.js";
import { symbolOf } from "./literals.js";
import { doc, envOf, namesFor, symbolsIn, varOf, type Maker } from "./maker.js";
import { onClause } from "./on-clauses.js";
import type { Var } from "./scope.js";
import { about, block, declare, free, lines, tree, type Tree } from "./tree.js";
import {
  baseOf,
  int,
  isEmptyByItself,
  isWritable,
  optional,
  show,
  string,
  type Field,
  type Place,
  type Shape,
  type Type,
} from "./types.js";

export interface Lifecycle {
  readonly statuses: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

export interface EventDecl {
  readonly name: string;
  readonly symbol: string;
  readonly shown: boolean;
  readonly fields: readonly Field[];
  readonly getters: readonly Field[];
  /** Where it moves to. */
  readonly to?: string;
  readonly creates: boolean;
}

export interface RejectionDecl {
  readonly name: string;
  readonly symbol: string;
  readonly fields: readonly Field[];
}

export interface AggregateDecl {
  readonly context: string;
  readonly name: string;
  readonly symbol: string;
  readonly place: Place;
  readonly identity: Field;
  readonly lifecycle: Lifecycle | undefined;
  readonly state: readonly Field[];
  readonly getters: readonly Field[];
  readonly events: readonly EventDecl[];
  readonly rejections: readonly RejectionDecl[];
  readonly roles: readonly string[];
  /** Nothing has to be there before: every command may be an `any command`. */
  readonly isAny: boolean;
}

const statusNames = "open paid shipped closed start end done of type retired none in draft2 new".split(" ");

export interface MadeAggregate {
  readonly decl: AggregateDecl;
  readonly tree: Tree;
}

export function aggregateFor(
  made: Maker,
  context: string,
  used: Set<string>,
  roles: readonly string[],
): MadeAggregate {
  const { choices } = made;
  const name = made.fresh("Agg");
  used.add(name.toLowerCase());
  const place: Place = { context, owner: name };
  const symbol = made.fresh("aggregate");
  const identityType = keyType(made, { context }, ["uuid", "string", "int", "date"]);
  const identity: Field = {
    name: made.fresh("key"),
    type: identityType,
    symbol: `${symbol}.key`,
    hasDefault: false,
  };

  const entities = choices.some(0, 2, () => entityFor(made, place, used));
  const lifecycle = choices.percent(60) ? lifecycleFor(made) : undefined;
  const isAny = lifecycle === undefined && choices.percent(25);
  const next = namesFor(made, [identity.name, "status"]);
  const state = choices.some(1, 5, () => stateField(next(), made, place, lifecycle, isAny));
  const fields = state.map(({ field }) => field);
  const stateVars = (): Var[] =>
    stateVarsOf({ identity, lifecycle, state: fields, getters, place }, undefined, true);
  const getters: Field[] = [];
  const getterTrees = choices.some(0, 2, () => {
    const getter = getterFor(next(), made, place, stateVars());
    if (getter === undefined) return tree();
    getters.push(getter.field);
    return getter.tree;
  });

  const rejections = choices.some(1, 3, (at) => rejectionFor(made, place, at + 1));
  const events = eventsFor(made, place, fields, lifecycle, isAny);
  const decl: AggregateDecl = {
    context,
    name,
    symbol,
    place,
    identity,
    lifecycle,
    state: fields,
    getters,
    events: events.map((event) => event.decl),
    rejections: rejections.map((rejection) => rejection.decl),
    roles,
    isAny,
  };
  const uses = new Map<string, EventUse>(
    decl.events.map(({ name: event }) => [event, { creates: false, from: new Set() }]),
  );
  const commands = commandsFor(made, decl, uses);
  const clauses = decl.events.map((event) => onClause(made, decl, event, uses.get(event.name)!));
  const invariants = choices.percent(40) ? [invariantFor(made, place, stateVars())] : [];
  const parts: Tree[] = [
    ...(lifecycle === undefined ? [] : [tree(`lifecycle ${lifecycleText(lifecycle)}`)]),
    tree("state ", block([...state.map((one) => one.tree), ...getterTrees])),
    ...entities,
    ...invariants,
    ...uniquesFor(made, decl),
    ...rejections.map((one) => one.tree),
    ...events.map((one) => one.tree),
    ...commands,
    ...clauses,
    ...(choices.percent(20) ? [free(`snapshot every ${String(choices.int(1, 5))}`)] : []),
  ];
  const ordered = choices.percent(80) ? parts : choices.shuffled(parts);
  return {
    decl,
    tree: declare(
      symbol,
      symbolsIn(identityType),
      doc(made),
      `aggregate ${name} by ${identity.name}: ${show(identityType, { context })} `,
      block(ordered),
    ),
  };
}

function entityFor(made: Maker, place: Place, used: Set<string>): Tree {
  const { choices } = made;
  const name = typeName(made, used);
  const keyName = choices.pick(["sku", "id", "index", "key", "ref"]);
  const type = keyType(made, place, ["string", "int", "uuid", "date"]);
  const key: Field = { name: keyName, type, symbol: made.fresh("key"), hasDefault: false };
  const { fields, getters, items } = membersFor(made, place, [{ field: key, tree: tree() }], 3);
  const of: Shape = {
    context: place.context,
    owner: place.owner ?? "",
    name,
    shown: false,
    fields,
    getters,
    key,
  };
  made.entities.push(of);
  return declare(
    symbolOf(of),
    symbolsIn(type),
    doc(made),
    `entity ${name} by ${keyName}: ${show(type, place)} `,
    block(items),
  );
}

function lifecycleFor({ choices }: Maker): Lifecycle {
  const statuses = choices.shuffled(statusNames).slice(0, choices.int(2, 4));
  const edges = new Map<string, readonly [string, string]>();
  const join = (from: string, to: string): void => {
    edges.set(`${from}>${to}`, [from, to]);
  };
  // Each is reached from one before it.
  statuses.forEach((to, at) => {
    if (at > 0) join(statuses[choices.int(0, at - 1)]!, to);
  });
  for (const from of statuses) if (choices.percent(25)) join(from, choices.pick(statuses));
  return { statuses, edges: [...edges.values()].filter(([from, to]) => from !== to) };
}

/** The statuses in their order, and the edges. */
function lifecycleText({ statuses, edges }: Lifecycle): string {
  const [first] = statuses;
  const sorted = [...edges].sort(([a], [b]) => (a === first ? -1 : 0) - (b === first ? -1 : 0));
  return sorted.map(([from, to]) => `${from} -> ${to}`).join(", ");
}

function stateField(
  name: string,
  made: Maker,
  place: Place,
  lifecycle: Lifecycle | undefined,
  isAny: boolean,
): MadeField {
  const { choices } = made;
  const within =
    lifecycle !== undefined && choices.percent(25) ? choices.subset(lifecycle.statuses, 1) : undefined;
  const wishes = {
    where: 10,
    default: isAny ? 100 : 20,
    personal: 3,
    ...(within === undefined ? {} : { in: within }),
  };
  const one = fieldFor(name, made, place, wishes);
  // What cannot be written in a model can only come from a message; what an `any command` needs is a default.
  const fine = isAny ? one.field.hasDefault || isEmptyByItself(one.field.type) : true;
  return fine ? one : fieldFor(name, made, place, { ...wishes, type: optional(string), where: 0 });
}

function rejectionFor(
  made: Maker,
  place: Place,
  at: number,
): { readonly decl: RejectionDecl; readonly tree: Tree } {
  const { choices } = made;
  const name = `No${String(at)}`;
  const symbol = made.fresh("rejection");
  const next = namesFor(made);
  const fields = choices.some(0, 2, () => fieldFor(next(), made, place, { depth: 1, where: 5, default: 5 }));
  const shown = fields.map(({ field }) => about([field.symbol], ` {${field.name}}`));
  return {
    decl: { name, symbol, fields: fields.map(({ field }) => field) },
    tree: declare(
      symbol,
      [],
      doc(made),
      `rejection ${name}`,
      choices.percent(60) ? free(' "Not so', ...shown, '"') : "",
      fields.length === 0 ? "" : tree(" ", block(fields.map((one) => one.tree))),
    ),
  };
}

interface MadeEvent {
  readonly decl: EventDecl;
  readonly tree: Tree;
}

/** Creating events, one for each edge's end, and some that stay where they are. */
function eventsFor(
  made: Maker,
  place: Place,
  state: readonly Field[],
  lifecycle: Lifecycle | undefined,
  isAny: boolean,
): readonly MadeEvent[] {
  const { choices } = made;
  const [first] = lifecycle?.statuses ?? [];
  const make = (name: string, creates: boolean, to: string | undefined): MadeEvent =>
    eventFor(name, made, place, state, creates, to);
  const creating = isAny ? [] : choices.some(1, 2, (at) => make(`Made${String(at + 1)}`, true, first));
  const moving = [...new Set(lifecycle?.edges.map(([, to]) => to))].map((to, at) =>
    make(`Moved${String(at + 1)}`, false, to),
  );
  const staying = choices.some(isAny ? 1 : 0, 2, (at) => make(`Noted${String(at + 1)}`, false, undefined));
  return [...creating, ...moving, ...staying];
}

function eventFor(
  name: string,
  made: Maker,
  place: Place,
  state: readonly Field[],
  creates: boolean,
  to: string | undefined,
): MadeEvent {
  const { choices } = made;
  const symbol = made.fresh("event");
  // What cannot be written must come with the event that creates.
  const needed = state.filter(
    (field) =>
      (creates || (to !== undefined && field.in !== undefined)) &&
      !field.hasDefault &&
      !isEmptyByItself(field.type) &&
      !isWritable(field.type),
  );
  const wished = choices.subset(state, creates ? 1 : 0).filter((field) => !needed.includes(field));
  const same = [...needed, ...wished.slice(0, 4)].map((field) =>
    fieldFor(field.name, made, place, { type: field.type, where: 0, default: 3, personal: 2 }),
  );
  const next = namesFor(made, [...state.map((field) => field.name), "status"]);
  const more = choices.some(0, 2, () => fieldFor(next(), made, place, { depth: 2, where: 8, default: 5 }));
  const fields = [...same, ...more];
  const vars = fields.map(({ field }) => varOf(field, ""));
  const items: Tree[] = fields.map((one) => one.tree);
  const getters: Field[] = [];
  if (choices.percent(10)) {
    const getter = getterFor(next(), made, place, vars);
    if (getter !== undefined) {
      getters.push(getter.field);
      items.push(getter.tree);
    }
  }
  if (choices.percent(8)) items.push(invariantFor(made, place, vars));
  const shown = choices.percent(40);
  return {
    decl: {
      name,
      symbol,
      shown,
      fields: fields.map(({ field }) => field),
      getters,
      creates,
      ...(to === undefined ? {} : { to }),
    },
    tree: declare(
      symbol,
      [],
      doc(made),
      `${shown ? "public " : ""}event ${name}`,
      items.length === 0 ? "" : tree(" ", block(items)),
    ),
  };
}

/** Commands that between them emit every event where it may happen, and some more. */
function commandsFor(made: Maker, decl: AggregateDecl, uses: Map<string, EventUse>): readonly Tree[] {
  const { choices } = made;
  const homes = decl.events.map((event) => commandFor(made, decl, uses, event));
  const more = choices.some(0, 1, () => commandFor(made, decl, uses, undefined));
  return [...homes, ...more];
}

/** Everything of the state that an expression can read. `statuses`: those it can be in; undefined is all. */
export function stateVarsOf(
  decl: Pick<AggregateDecl, "identity" | "lifecycle" | "state" | "getters" | "place">,
  statuses: readonly string[] | undefined,
  keyIsBare: boolean,
): Var[] {
  const { identity, lifecycle, state, getters, place } = decl;
  const possible = statuses ?? lifecycle?.statuses ?? [];
  const key = varOf(identity, "state", { bare: keyIsBare });
  const fields = state.map((field) => {
    const absent = field.in !== undefined && !possible.every((status) => field.in!.includes(status));
    const there =
      field.in === undefined ||
      possible.length === 0 ||
      possible.some((status) => field.in!.includes(status));
    const type: Type = absent && field.type.kind !== "optional" ? optional(field.type) : field.type;
    return varOf(field, "state", { type, bare: there });
  });
  const status: readonly Var[] =
    lifecycle === undefined
      ? []
      : [
          {
            name: "status",
            root: "state",
            bare: true,
            solid: false,
            symbol: `${place.context}.${place.owner ?? ""}.Status`,
            type: {
              kind: "enum",
              of: {
                context: place.context,
                owner: place.owner ?? "",
                name: "Status",
                shown: false,
                members: lifecycle.statuses,
              },
            },
          },
        ];
  return [key, ...fields, ...status, ...getters.map((getter) => varOf(getter, "state", { solid: false }))];
}

function uniquesFor(made: Maker, decl: AggregateDecl): readonly Tree[] {
  const { choices } = made;
  const comparable = decl.state.filter(({ type }) => {
    const inner = type.kind === "optional" ? type.of : type;
    return (
      ["brand", "enum", "value"].includes(inner.kind) || (inner.kind === "scalar" && inner.name !== "json")
    );
  });
  if (comparable.length === 0 || !choices.percent(35)) return [];
  const fields = choices.subset(comparable, 1).slice(0, 2);
  const within =
    decl.lifecycle !== undefined && choices.percent(40)
      ? ` in ${choices.subset(decl.lifecycle.statuses, 1).join(" | ")}`
      : "";
  const plain = decl.rejections.find((rejection) => rejection.fields.length === 0);
  return [
    {
      ...about(
        fields.map(({ symbol }) => symbol),
        `unique ${fields.map(({ name }) => name).join(", ")}${within}`,
        plain === undefined || choices.percent(40)
          ? ""
          : { ...about([plain.symbol], ` else ${plain.name}`), free: true },
      ),
      free: true,
    },
  ];
}

export { baseOf, condition, envOf, int, lines };

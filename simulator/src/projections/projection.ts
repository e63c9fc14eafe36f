/** A projection, ready to be run: what each event does to its rows, and its queries over them. */
import {
  type Field,
  type ProjectionDecl,
  type ProjectionHandler,
  type QueryDecl,
  type Ref,
} from "@esdl/language/model";
import type { Meter } from "../budget.js";
import { compile, test } from "../expressions/compile.js";
import {
  declare,
  emptyScope,
  type Cell,
  type Code,
  type Frame,
  type Own,
  type Scope,
  type Test,
} from "../expressions/frame.js";
import { lazily, once } from "../lazy.js";
import type { Machine } from "../machine.js";
import { body, type Run } from "../statements/body.js";
import { Fault } from "../stops.js";
import { canonicalOf, orderOf, type Order } from "../values/equality.js";
import { dataFrom, listOf, memberOf, numberOf, type Data, type List, type Value } from "../values/value.js";
import type { PersistentMap } from "../world/persistent.js";
import type { Recorded, Row } from "../world/world.js";

export type Rows = PersistentMap<Row>;

export interface Projection {
  readonly decl: ProjectionDecl;
  /** Runs the handlers of an event, in order, and for each the items of its loop. */
  apply(rows: Rows, event: Recorded, meter: Meter): Rows;
  /** The name of a row among all rows. */
  rowId(key: readonly Value[]): string;
  /** Its rows in the order of their keys. */
  all(rows: Rows): readonly Data[];
  /** What a query answers. Arguments are in JSON form; those left out have their defaults. */
  query(name: string, args: Data, rows: Rows, meter: Meter): readonly Data[];
  /** A getter of a row. */
  getter(name: string): Code;
  /** A canonical text of a row. */
  canonical(row: Data): string;
}

export function projectionOf(ref: Ref, machine: Machine): Projection {
  const decl = machine.lookup.projections.get(ref);
  if (decl === undefined) throw new Fault(`there is no projection ${ref}`);
  const { lookup } = machine;
  const own = ownOf(decl, machine);
  const scope: Scope = { ...emptyScope, own };
  const handlers = lazily((event: Ref) =>
    decl.handlers
      .filter((handler) => handler.event === event)
      .map((handler) => handlerOf(handler, scope, machine)),
  );
  const keyTexts = decl.keys.map(({ type }) => canonicalOf(type, lookup));
  const rowId = (key: readonly Value[]): string =>
    `${ref} [${keyTexts.map((text, at) => text(key[at])).join(",")}]`;
  const byKey = once(() => keyOrder(decl.keys, machine));
  const all = (rows: Rows): readonly Data[] => {
    const found: Data[] = [];
    for (const [, row] of rows.entries()) if (row.projection === ref) found.push(row.data);
    return found.sort(byKey());
  };
  const presets = once(() =>
    decl.fields.map((field) => [field.name, machine.rules.presetOf(field)] as const),
  );
  const fresh = (key: readonly Value[], frame: Frame): Data =>
    dataFrom([
      ...decl.keys.map(({ name }, at) => [name, key[at]] as const),
      ...presets().map(([name, preset]) => [name, preset(frame)] as const),
    ]);
  const queries = lazily((name: string) => queryOf(decl, name, scope, byKey(), machine));
  const texts = once(
    () => new Map([...decl.keys, ...decl.fields].map(({ name, type }) => [name, canonicalOf(type, lookup)])),
  );

  return {
    decl,
    rowId,
    all,
    apply: (rows, event, meter) => {
      let current = rows;
      const frame: Frame = { meter, event };
      for (const handler of handlers(event.event)) {
        for (const key of handler.keys(frame)) {
          const id = rowId(key);
          const before = current.get(id)?.data;
          const after = handler.change(before, () => fresh(key, frame), frame);
          current = current.with(id, after === undefined ? undefined : { projection: ref, key, data: after });
        }
      }
      return current;
    },
    query: (name, args, rows, meter) => queries(name)(args, all(rows), meter),
    getter: (name) => own.getter(name),
    canonical: (row) =>
      Object.keys(row)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${texts().get(name)?.(row[name]) ?? "null"}`)
        .join(","),
  };
}

function ownOf({ ref, keys, fields, getters }: ProjectionDecl, { compiler }: Machine): Own {
  const own: Own = {
    getter: lazily((name: string) => {
      const getter = getters.find((each) => each.name === name);
      if (getter === undefined) throw new Fault(`${ref} has no getter ${name}`);
      return compile(getter.body, { ...emptyScope, own }, compiler);
    }),
    typeOf: (name) => {
      const field = [...keys, ...fields].find((each) => each.name === name);
      if (field === undefined) throw new Fault(`${ref} has no field ${name}`);
      return field.type;
    },
  };
  return own;
}

function keyOrder(keys: readonly Field[], { lookup }: Machine): (a: Data, b: Data) => number {
  const orders = keys.map(({ name, type }) => [name, orderOf(type, lookup)] as const);
  return (a, b) => {
    for (const [name, order] of orders) {
      const result = order(memberOf(a, name), memberOf(b, name));
      if (result !== 0) return result;
    }
    return 0;
  };
}

interface Handler {
  /** The keys of the rows that an event concerns, one after the other; the variable of its loop is set meanwhile. */
  keys(frame: Frame): Iterable<readonly Value[]>;
  /** The row after the event; undefined where there is none. */
  change(before: Data | undefined, fresh: () => Data, frame: Frame): Data | undefined;
}

function handlerOf(handler: ProjectionHandler, scope: Scope, machine: Machine): Handler {
  const { compiler } = machine;
  const loop = loopOf(handler.for, { ...scope, event: handler.event }, machine);
  const where: Test | undefined =
    handler.where === undefined ? undefined : test(handler.where, loop.scope, compiler);
  const by = handler.by.map((key) => compile(key, loop.scope, compiler));
  const run: Run = body(handler.body, loop.scope, compiler);
  const { mode } = handler;
  return {
    *keys(frame) {
      for (const item of loop.items(frame)) {
        frame.meter.step();
        if (loop.cell !== undefined) loop.cell.value = item;
        if (where === undefined || where(frame)) yield by.map((key) => key(frame));
      }
    },
    change(before, fresh, frame) {
      if (mode === "delete") return undefined;
      if (before === undefined && mode === "update") return undefined;
      const at: Frame = { ...frame, own: before ?? fresh() };
      run(at);
      return at.own;
    },
  };
}

/** `for x in list` of a handler: its items, one that is nothing without a loop. */
export interface Looped {
  readonly scope: Scope;
  readonly cell: Cell | undefined;
  readonly items: (frame: Frame) => List | readonly [undefined];
}

export function loopOf(loop: ProjectionHandler["for"], scope: Scope, { compiler }: Machine): Looped {
  if (loop === undefined) return { scope, cell: undefined, items: () => [undefined] };
  const list = compile(loop.list, scope, compiler);
  const [inner, cell] = declare(scope, loop.name);
  return { scope: inner, cell, items: (frame) => listOf(list(frame)) };
}

function queryOf(
  decl: ProjectionDecl,
  name: string,
  scope: Scope,
  byKey: (a: Data, b: Data) => number,
  machine: Machine,
): (args: Data, rows: readonly Data[], meter: Meter) => readonly Data[] {
  const query = decl.queries.find((each) => each.name === name);
  if (query === undefined) throw new Fault(`${decl.ref} has no query ${name}`);
  const { compiler } = machine;
  const where = query.where === undefined ? undefined : test(query.where, scope, compiler);
  const limit = query.limit === undefined ? undefined : compile(query.limit, scope, compiler);
  const presets = query.params.map((param) => [param.name, machine.rules.presetOf(param)] as const);
  const compare = sortingOf(query, scope, byKey, machine);
  return (args, rows, meter) => {
    const input = {
      ...dataFrom(presets.map(([param, preset]) => [param, preset({ meter })] as const)),
      ...args,
    };
    const frameOf = (own?: Data): Frame => ({ meter, own, input });
    const chosen = rows.filter((row) => {
      meter.step();
      return where === undefined || where(frameOf(row));
    });
    const sorted = chosen.sort((a, b) => compare(frameOf(a), frameOf(b)));
    return limit === undefined ? sorted : sorted.slice(0, Math.max(0, numberOf(limit(frameOf()))));
  };
}

/** The order of a query. An absent optional comes first, and the key breaks ties. */
function sortingOf(
  { order }: QueryDecl,
  scope: Scope,
  byKey: (a: Data, b: Data) => number,
  { compiler, lookup }: Machine,
): (a: Frame, b: Frame) => number {
  const keys = order.map(
    ({ key, descending }): { readonly code: Code; readonly order: Order; readonly sign: number } => ({
      code: compile(key, scope, compiler),
      order: orderOf(key.type, lookup),
      sign: descending ? -1 : 1,
    }),
  );
  return (a, b) => {
    for (const { code, order: by, sign } of keys) {
      const result = sign * by(code(a), code(b));
      if (result !== 0) return result;
    }
    return a.own === undefined || b.own === undefined ? 0 : byKey(a.own, b.own);
  };
}

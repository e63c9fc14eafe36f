/** The constants of a scenario: any string stands for a uuid there, by one rule. */
import {
  baseOf,
  unwrapped,
  type Argument,
  type Expr,
  type Field,
  type Lookup,
  type Ref,
} from "@esdl/language/model";
import { uuidFromName } from "@esdl/runtime/values";
import type { Meter } from "../budget.js";
import { compile } from "../expressions/compile.js";
import { emptyScope } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import { dataFrom, type Data, type Value } from "../values/value.js";

export interface Constants {
  value(e: Expr): Value;
  data(args: readonly Argument[]): Data;
  /** The uuid of a name. */
  id(name: string): string;
  /** The uuid of who acts; a text that is expected may name them too, since `caller.id` is a text. */
  caller(name: string): string;
  isCaller(name: string, id: string): boolean;
  /** What the uuids were called. */
  readonly names: ReadonlyMap<string, string>;
}

/** What all scenarios of a machine share: constants are the same each time, and name-based uuids take long to make. */
interface Shared {
  readonly values: WeakMap<Expr, { readonly value: Value }>;
  readonly uuids: Map<string, string>;
  readonly names: Map<string, string>;
}

const sharedBy = new WeakMap<Machine, Shared>();

function sharedOf(machine: Machine): Shared {
  const shared = sharedBy.get(machine) ?? { values: new WeakMap(), uuids: new Map(), names: new Map() };
  sharedBy.set(machine, shared);
  return shared;
}

export function createConstants(machine: Machine, meter: Meter): Constants {
  const { lookup, compiler } = machine;
  const { values, uuids, names } = sharedOf(machine);
  const id = (name: string): string => {
    const uuid = uuids.get(name) ?? uuidFromName(name);
    uuids.set(name, uuid);
    if (uuid !== name) names.set(uuid, name);
    return uuid;
  };
  const callers = new Map<string, string>();
  const value = (e: Expr): Value => {
    const known = values.get(e) ?? { value: compile(named(e, id, lookup), emptyScope, compiler)({ meter }) };
    values.set(e, known);
    return known.value;
  };
  return {
    value,
    data: (args) => dataFrom(args.map((arg) => [arg.name, value(arg.value)] as const)),
    id,
    caller: (name) => {
      callers.set(name, id(name));
      return id(name);
    },
    isCaller: (name, uuid) => callers.get(name) === uuid,
    names,
  };
}

/** The constant with names as the uuids that they stand for. */
function named(e: Expr, id: (name: string) => string, lookup: Lookup): Expr {
  const inner = (part: Expr): Expr => named(part, id, lookup);
  switch (e.kind) {
    case "literal": {
      const base = baseOf(unwrapped(e.type), lookup);
      if (base.kind !== "scalar" || base.name !== "uuid" || typeof e.value !== "string") return e;
      return { ...e, value: id(e.value) };
    }
    case "list":
    case "tuple":
      return { ...e, items: e.items.map(inner) };
    case "construct":
      return { ...e, fields: e.fields.map((field) => ({ ...field, value: inner(field.value) })) };
    case "convert":
      return { ...e, value: inner(e.value) };
    default:
      return e;
  }
}

/** The identity that a scenario of one aggregate makes up. It is not validated, and stands for one that is valid. */
export function madeUpIdentity(
  { name, type }: Pick<Field, "name" | "type">,
  aggregate: Ref,
  lookup: Lookup,
  id: (name: string) => string,
): Value {
  const base = baseOf(type, lookup);
  if (base.kind !== "scalar")
    return lookup.enums.get("ref" in base ? base.ref : "")?.members[0]?.name ?? name;
  switch (base.name) {
    case "int":
      return 1;
    case "decimal":
      return "1";
    case "bool":
      return true;
    case "date":
      return "2026-01-01";
    case "instant":
      return "2026-01-01T00:00:00.000Z";
    case "duration":
      return "PT1H";
    case "uuid":
      return id(`the ${aggregate} of a scenario`);
    default:
      return `the ${name} of a scenario`;
  }
}

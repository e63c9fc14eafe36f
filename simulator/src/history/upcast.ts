/**
 * Reading what was stored in an older shape: members of enums first, then one version after the other up to today's, and
 * what a retired event has become.
 */
import {
  shapeOf,
  type EventDecl,
  type Lookup,
  type Ref,
  type ShapeVersion,
  type Type,
  type UpcastExpr,
  type VersionClause,
  type Versioned,
} from "@esdl/language/model";
import type { Meter } from "../budget.js";
import { argumentsOf, compile, type Compiler } from "../expressions/compile.js";
import { declare, emptyScope, type EventAtHand, type Frame, type Scope } from "../expressions/frame.js";
import { lazily } from "../lazy.js";
import { Fault, Stopped } from "../stops.js";
import {
  dataFrom,
  dataOf,
  isData,
  isList,
  listOf,
  memberOf,
  type Data,
  type Value,
} from "../values/value.js";
import type { Happened } from "../world/record.js";
import { renameFields } from "./enums.js";

/** An event as it was stored. */
export interface StoredEvent {
  /** The qualified name of the event. */
  readonly event: Ref;
  /** The version it was stored in. */
  readonly version: number;
  /** Its fields in the shape of its version. */
  readonly data: Data;
  /** The identity of its aggregate. */
  readonly identity: Value;
  /** Its envelope: what `meta` says in a version clause. */
  readonly meta: Data;
}

/** Stands in for the steps `via external`, by the event and the version that the step leads to. */
export type ExternalSteps = (event: Ref, version: number, old: Data, meta: Data) => Data | undefined;

export interface Upcaster {
  /**
   * The event in today's shape: itself, or the parts that a retired one has become, in order.
   *
   * @throws Stopped `sample` at a step `via external` that nothing stands in for
   */
  upcast(stored: StoredEvent, meter: Meter, externals?: ExternalSteps): readonly Happened[];
}

/** Fills the fields of a version from the one before. */
type Step = (old: Data, frame: Frame, externals: ExternalSteps | undefined) => Data;

export function createUpcaster(compiler: Compiler): Upcaster {
  const { lookup } = compiler;
  const shapes = lazily((ref: Ref) => stepsOf(ref, shapeOf(ref, lookup), adopt, compiler));
  const events = lazily((ref: Ref) => eventUpcaster(ref, adopt, compiler));

  /** A carried value, in which the types that the clause adopts are brought to their new version. */
  function adopt(value: Value, type: Type, adopts: ReadonlyMap<Ref, number>, frame: Frame): Value {
    if (value === undefined) return undefined;
    switch (type.kind) {
      case "optional":
        return adopt(value, type.of, adopts, frame);
      case "list":
      case "set":
        if (!isList(value)) return value;
        frame.meter.step(value.length);
        return value.map((item) => adopt(item, type.of, adopts, frame) ?? item);
      case "map":
        if (!isData(value)) return value;
        return dataFrom(
          Object.entries(value).map(([key, item]) => [key, adopt(item, type.value, adopts, frame)] as const),
        );
      case "value":
      case "entity": {
        const version = adopts.get(type.ref);
        if (version === undefined) return value;
        frame.meter.step();
        return shapes(type.ref)(version)(dataOf(value), frame, undefined);
      }
      default:
        return value;
    }
  }

  return {
    upcast: (stored, meter, externals) => events(stored.event)(stored, meter, externals),
  };
}

type Adopt = (value: Value, type: Type, adopts: ReadonlyMap<Ref, number>, frame: Frame) => Value;

/** The step that leads to each version of a shape. */
function stepsOf(
  ref: Ref,
  { versions }: Versioned,
  adopt: Adopt,
  compiler: Compiler,
): (version: number) => Step {
  return lazily((version: number) => {
    const before = versions.find((each) => each.version === version - 1);
    const clause = versions.find((each) => each.version === version)?.clause;
    if (before === undefined || clause === undefined)
      throw new Fault(`${ref} has no version ${String(version)}`);
    return clause.via === undefined
      ? written(before, clause, adopt, compiler)
      : external(ref, version, clause.via.external);
  });
}

function written(before: ShapeVersion, { upcast }: VersionClause, adopt: Adopt, compiler: Compiler): Step {
  const fills = upcast.map(({ name, value }) => [name, fillOf(value, before, adopt, compiler)] as const);
  return (old, frame) => {
    const at: Frame = { ...frame, old };
    return dataFrom(fills.map(([name, fill]) => [name, fill(at)] as const));
  };
}

function fillOf(
  value: UpcastExpr,
  before: ShapeVersion,
  adopt: Adopt,
  compiler: Compiler,
): (frame: Frame) => Value {
  if (value.kind === "expr") return compile(value.expr, emptyScope, compiler);
  const { from } = value;
  const type = before.fields.find(({ name }) => name === from)?.type;
  if (type === undefined) throw new Fault(`there was no field ${from}`);
  const adopts = new Map(value.adopts.map(({ ref, version }) => [ref, version]));
  return ({ old = {}, ...frame }) => {
    const carried = memberOf(old, from);
    return adopts.size === 0 ? carried : adopt(carried, type, adopts, frame);
  };
}

function external(ref: Ref, version: number, name: string): Step {
  return (old, frame, externals) => {
    const made = externals?.(ref, version, old, frame.meta ?? {});
    if (made !== undefined) return made;
    const bare = ref.slice(ref.lastIndexOf(".") + 1);
    throw new Stopped(
      "sample",
      `${bare} becomes version ${String(version)} by the TypeScript function ${name}, which is not loaded here`,
      `Give ${bare} in version ${String(version)} or later`,
    );
  };
}

function eventUpcaster(ref: Ref, adopt: Adopt, compiler: Compiler): Upcaster["upcast"] {
  const { lookup } = compiler;
  const declared = lookup.events.get(ref);
  if (declared === undefined) throw new Fault(`there is no event ${ref}`);
  const steps = stepsOf(ref, declared, adopt, compiler);
  const renames = lazily((version: number) => renameFields(fieldsOf(declared, version), lookup));
  const parts = partsOf(declared, compiler);
  return ({ version, data, identity, meta }, meter, externals) => {
    let current = renames(version)?.(data) ?? data;
    for (let to = version + 1; to <= declared.version; to++) {
      meter.step();
      current = steps(to)(current, { meter, meta }, externals);
    }
    return parts({ data: current, identity, meta }, meter);
  };
}

const fieldsOf = ({ versions, fields }: EventDecl, version: number): ShapeVersion["fields"] =>
  versions.find((each) => each.version === version)?.fields ?? fields;

/** What the event is today: itself, or what a retired one has become. */
function partsOf(
  { ref, retired }: EventDecl,
  compiler: Compiler,
): (event: EventAtHand, meter: Meter) => readonly Happened[] {
  if (retired === undefined) return ({ data }) => [{ event: ref, data }];
  const retiredScope: Scope = { ...emptyScope, event: ref };
  const becomes = retired.becomes.map((become) => {
    if (become.for === undefined) {
      const args = argumentsOf(become.args, retiredScope, compiler);
      return (frame: Frame): readonly Happened[] => [{ event: become.event, data: args(frame) }];
    }
    const items = compile(become.for.list, retiredScope, compiler);
    const [scope, cell] = declare(retiredScope, become.for.name);
    const args = argumentsOf(become.args, scope, compiler);
    return (frame: Frame): readonly Happened[] =>
      listOf(items(frame)).map((item) => {
        frame.meter.step();
        if (cell !== undefined) cell.value = item;
        return { event: become.event, data: args(frame) };
      });
  });
  return (event, meter) => becomes.flatMap((become) => become({ meter, event }));
}

/** The event of an aggregate that is stored under a name, of today or of before. */
export function eventStoredAs(aggregate: Ref, name: string, { aggregates }: Lookup): Ref | undefined {
  const events = aggregates.get(aggregate)?.events ?? [];
  const current = events.find((event) => event.name === name);
  return (current ?? events.find(({ formerly }) => formerly.includes(name)))?.ref;
}

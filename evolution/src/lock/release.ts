/** Recording a model as released: what the lock said of older versions stays, what is new or was widened is added. */
import {
  type EnumFacts,
  type Facts,
  type FieldFacts,
  fieldOf,
  type ShapeFacts,
  type ShapeVersionFacts,
  versionOf,
} from "../facts/facts.js";

/** `before` was found to be in accord with `now`. */
export function release(before: Facts, now: Facts): Facts {
  return {
    ...now,
    enums: mapValues(now.enums, (one) => releaseEnum(before.enums.get(one.ref), one)),
    shapes: mapValues(now.shapes, (one) => releaseShape(before.shapes.get(one.ref), one)),
  };
}

const mapValues = <F>(map: ReadonlyMap<string, F>, change: (one: F) => F): ReadonlyMap<string, F> =>
  new Map([...map].map(([ref, one]) => [ref, change(one)]));

/** Old versions of an enum list the members of then; computed backwards they would have those of today. */
function releaseEnum(before: EnumFacts | undefined, now: EnumFacts): EnumFacts {
  const last = now.versions.length;
  return {
    ...now,
    versions: now.versions.map((version) =>
      version.version === last ? version : ((before && versionOf(before, version.version)) ?? version),
    ),
  };
}

function releaseShape(before: ShapeFacts | undefined, now: ShapeFacts): ShapeFacts {
  const last = now.versions.length;
  return {
    ...now,
    versions: now.versions.map((version) => {
      const old = before && versionOf(before, version.version);
      if (old === undefined) return version;
      return version.version === last ? revise(old, version) : old;
    }),
  };
}

/** The current version: a revision more when it was widened in place. */
function revise(old: ShapeVersionFacts, now: ShapeVersionFacts): ShapeVersionFacts {
  const next = old.revision + 1;
  const fields = now.fields.map((field): FieldFacts => {
    const then = fieldOf(old.fields, field.name);
    return { ...field, revision: then?.revision ?? next };
  });
  const widened = fields.some((field) => {
    const then = fieldOf(old.fields, field.name);
    return then?.type !== field.type || then.where !== field.where;
  });
  return { ...now, revision: widened ? next : old.revision, fields };
}

/** The facts without what the named declarations are: as if those had never been released. */
export function without(facts: Facts, refs: ReadonlySet<string>): Facts {
  const rest = <F>(map: ReadonlyMap<string, F>): ReadonlyMap<string, F> =>
    new Map([...map].filter(([ref]) => !refs.has(ref)));
  return {
    brands: rest(facts.brands),
    enums: rest(facts.enums),
    shapes: rest(facts.shapes),
    aggregates: rest(facts.aggregates),
    commands: rest(facts.commands),
    projections: rest(facts.projections),
    sagas: rest(facts.sagas),
  };
}

/** What a step from version to version needs besides the older data. */
import { expressionsIn, shapeOf, type Lookup, type ShapeVersion, type Versioned } from "@esdl/language/model";

export interface Takes {
  /** The envelope of the event. */
  readonly meta: boolean;
  /** The functions that are given to the application. */
  readonly externals: boolean;
}

/** What the step that leads to a version of a shape takes, by itself or for what it adopts. */
export function takesOf(shape: Versioned, version: number, lookup: Lookup): Takes {
  return stepTakes(shape.versions.find((one) => one.version === version)?.clause, lookup);
}

/** The same of the clause that says the step. */
export function stepTakes(clause: ShapeVersion["clause"], lookup: Lookup): Takes {
  if (clause?.via !== undefined) return { meta: true, externals: true };
  let meta = false;
  let externals = false;
  for (const { value } of clause?.upcast ?? []) {
    if (value.kind === "expr") {
      for (const part of expressionsIn(value.expr))
        if (part.kind === "root" && part.root === "meta") meta = true;
      continue;
    }
    for (const adopted of value.adopts) {
      const takes = takesOf(shapeOf(adopted.ref, lookup), adopted.version, lookup);
      meta ||= takes.meta;
      externals ||= takes.externals;
    }
  }
  return { meta, externals };
}

/** The rules of a model's types, compiled when they are first needed: readers of input and checks of what was computed. */
import type { Expr, Field, Lookup, Ref } from "@esdl/language/model";
import { compile, test, type Compiler } from "../expressions/compile.js";
import { emptyScope, type Cell, type Frame, type Test } from "../expressions/frame.js";
import { lazily } from "../lazy.js";
import { Fault } from "../stops.js";
import { brandCondition, checkOfBrand, checkOfShape, type Check } from "./check.js";
import { brandReader, valueReader, type Read } from "./read.js";
import type { Value } from "./value.js";

export interface Rules {
  readonly lookup: Lookup;
  /** Reads input as a brand, a value or an entity. */
  reader(ref: Ref): Read;
  /** Judges a brand, a value or an entity that was computed; undefined where nothing is asked of it. */
  check(ref: Ref): Check | undefined;
  /** Whether a value of its base is one of the brand. */
  brandHolds(ref: Ref): (value: Value, frame: Frame) => boolean;
  membersOf(enumRef: Ref): readonly string[];
  /** What a field is when it is left out: its default, or empty. */
  presetOf(field: Field): (frame: Frame) => Value;
  /** A condition on `it`, or on the `self` of a value or of the data of `event`, and where to put that. */
  condition(e: Expr, event?: Ref): { readonly it: Cell; readonly holds: Test };
}

export function createRules(compiler: Compiler): Rules {
  const { lookup } = compiler;
  const rules: Rules = {
    lookup,
    reader: lazily((ref: Ref) =>
      lookup.brands.has(ref) ? brandReader(ref, rules) : valueReader(ref, rules),
    ),
    check: lazily((ref: Ref) =>
      lookup.brands.has(ref) ? checkOfBrand(ref, rules) : checkOfShape(ref, rules),
    ),
    brandHolds: lazily((ref: Ref) => brandCondition(ref, rules)),
    membersOf: lazily((ref: Ref) => {
      const declared = lookup.enums.get(ref)?.members.map(({ name }) => name);
      const members = declared ?? lookup.lifecycles.get(ref)?.statuses;
      if (members === undefined) throw new Fault(`there is no enum ${ref}`);
      return members;
    }),
    presetOf: ({ default: preset, type }) => {
      if (preset !== undefined) return compile(preset, emptyScope, compiler);
      const empty: Value =
        type.kind === "map" ? {} : type.kind === "list" || type.kind === "set" ? [] : undefined;
      return () => empty;
    },
    condition: (e, event) => {
      const it: Cell = { value: undefined };
      return {
        it,
        holds: test(e, { ...emptyScope, self: it, ...(event !== undefined && { event }) }, compiler),
      };
    },
  };
  return rules;
}

/** What became of the fields of a shape: carried over, added or removed, and how types and conditions changed on the way. */
import { type FieldFacts, fieldOf } from "../facts/facts.js";
import { compareConditions, type ConditionChange } from "./conditions.js";
import { relate, type Relation, type Sides } from "./relation.js";
import { type Origin, originsThrough } from "./steps.js";

export type FieldChange =
  /** `value`: what its clause fills in; `declared`: there is a clause for it. */
  | {
      readonly kind: "added";
      readonly field: FieldFacts;
      readonly declared: boolean;
      readonly value?: string;
    }
  | { readonly kind: "removed"; readonly field: FieldFacts; readonly declared: boolean }
  | { readonly kind: "renamed"; readonly old: FieldFacts; readonly field: FieldFacts }
  | {
      readonly kind: "type";
      readonly old: FieldFacts;
      readonly field: FieldFacts;
      readonly relation: Relation;
      readonly declared: boolean;
    }
  | {
      readonly kind: "condition";
      readonly old: FieldFacts;
      readonly field: FieldFacts;
      readonly change: ConditionChange;
      readonly declared: boolean;
    }
  | { readonly kind: "default"; readonly old: FieldFacts; readonly field: FieldFacts }
  | { readonly kind: "personal"; readonly old: FieldFacts; readonly field: FieldFacts };

/** From the released fields to those of today, through the clauses after the release. */
export function fieldChanges(
  old: readonly FieldFacts[],
  now: readonly FieldFacts[],
  clauses: readonly (readonly string[])[],
  sides: Sides,
): readonly FieldChange[] {
  const origins = originsThrough(
    old.map(({ name }) => name),
    clauses,
  );
  const carried = new Set<string>();
  const changes = now.flatMap((field): readonly FieldChange[] => {
    const origin = origins.get(field.name);
    const before = origin?.kind === "carried" ? fieldOf(old, origin.from) : undefined;
    if (before === undefined) return [added(field, origin)];
    carried.add(before.name);
    const declared = origin?.kind === "carried" && origin.value !== undefined;
    return carriedChanges(before, field, declared, sides);
  });
  const removed = old
    .filter(({ name }) => !carried.has(name))
    .map((field): FieldChange => {
      const stays = [...origins.values()].some(
        (origin) => origin.kind === "carried" && origin.from === field.name,
      );
      return { kind: "removed", field, declared: !stays };
    });
  return [...changes, ...removed];
}

const added = (field: FieldFacts, origin: Origin | undefined): FieldChange => ({
  kind: "added",
  field,
  declared: origin?.kind === "added",
  ...(origin?.value === undefined ? {} : { value: origin.value }),
});

function carriedChanges(
  old: FieldFacts,
  field: FieldFacts,
  declared: boolean,
  sides: Sides,
): readonly FieldChange[] {
  const relation = relate(old.type, field.type, sides);
  const change = compareConditions(old.where, field.where);
  return [
    ...(old.name === field.name ? [] : [{ kind: "renamed", old, field } as const]),
    ...(relation.kind === "same" ? [] : [{ kind: "type", old, field, relation, declared } as const]),
    ...(change === "same" ? [] : [{ kind: "condition", old, field, change, declared } as const]),
    ...(old.default === field.default ? [] : [{ kind: "default", old, field } as const]),
    ...(old.personal === field.personal ? [] : [{ kind: "personal", old, field } as const]),
  ];
}

export const isOptional = ({ type }: FieldFacts): boolean => type.endsWith("?");

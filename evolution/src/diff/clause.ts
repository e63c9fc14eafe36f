/** The clause to paste: how a released shape becomes the one that is written down now. */
import type { Facts, FieldFacts } from "../facts/facts.js";
import { fieldOf } from "../facts/facts.js";
import { localText } from "../text/local.js";
import { outsideTexts } from "../text/strings.js";
import { relate, type Relation, scalarOf, type Sides } from "./relation.js";
import { parseType } from "../text/types.js";
import { sampleOf } from "./samples.js";

export interface ClauseInput {
  /** Whose clause it is. */
  readonly home: string;
  readonly old: readonly FieldFacts[];
  readonly now: readonly FieldFacts[];
  readonly sides: Sides;
}

/** The steps from `old` to `now`, a text each, as they are written inside of `home`. */
export function stepsBetween({ home, old, now, sides }: ClauseInput): readonly string[] {
  const removed = old.filter(({ name }) => fieldOf(now, name) === undefined);
  const added = now.filter(({ name }) => fieldOf(old, name) === undefined);
  const renamed = renames(removed, added);
  const steps = [
    ...[...renamed].map(([from, to]) => `rename ${from} to ${to}`),
    ...removed
      .filter(({ name }) => !renamed.has(name))
      .map(({ name, type }) => `remove ${name}: ${lasting(type, sides)}`),
    ...added
      .filter(({ name }) => ![...renamed.values()].includes(name))
      .map((field) => `add ${field.name}${filling(field, sides.now)}`),
    ...now.flatMap((field) => {
      const before = fieldOf(old, field.name);
      return before === undefined ? [] : changing(before, field, sides);
    }),
  ];
  return [...new Set(steps)].map((step) => localText(step, home));
}

/** One removed and one added field of one type are taken for a renaming, where there is no other candidate. */
export function renames(
  removed: readonly FieldFacts[],
  added: readonly FieldFacts[],
): ReadonlyMap<string, string> {
  return new Map(
    removed.flatMap(({ name, type }) => {
      const candidates = added.filter((field) => field.type === type);
      const rivals = removed.filter((field) => field.type === type);
      const [only] = candidates;
      return only !== undefined && candidates.length === 1 && rivals.length === 1
        ? [[name, only.name] as const]
        : [];
    }),
  );
}

/** A type that was deleted with the field is written as what it was over. */
export function lasting(type: string, { old, now }: Sides): string {
  return type.replace(/\w+(?:\.\w+)+/g, (ref) =>
    old.brands.has(ref) && !now.brands.has(ref) ? (old.brands.get(ref)?.base ?? ref) : ref,
  );
}

function filling(field: FieldFacts, facts: Facts): string {
  // Lists, sets, maps and optionals default to empty.
  if (field.default !== undefined || /\?$|\[\]$|^set<|^map</.test(field.type)) return "";
  const value = sampleOf(field, facts);
  return value === undefined ? "" : ` = ${value}`;
}

function changing(before: FieldFacts, field: FieldFacts, sides: Sides): readonly string[] {
  const relation = relate(before.type, field.type, sides);
  if (relation.kind === "version") return [`adopt ${relation.ref} ${String(relation.from + 1)}`];
  if (relation.kind === "same" && before.where === field.where) return [];
  const value = conversion(before, field, relation, sides) ?? sampleOf(field, sides.now);
  return value === undefined ? [] : [`change ${field.name} from ${lasting(before.type, sides)} = ${value}`];
}

/** The old field as the new type, where the language has words for it. */
function conversion(
  before: FieldFacts,
  field: FieldFacts,
  relation: Relation,
  sides: Sides,
): string | undefined {
  const old = `old.${field.name}`;
  switch (relation.kind) {
    case "same":
      return bounded(field, old, sides) ?? guarded(field.where, field, old, old, sides);
    case "required": {
      const fallback = sampleOf(field, sides.now);
      return fallback === undefined ? undefined : `${old} ?? ${fallback}`;
    }
    case "widened":
    case "optional":
      return old;
    case "narrowed": {
      const scale = /^decimal\((\d+)\)$/.exec(field.type)?.[1];
      return scale === undefined ? undefined : `${old}.round(${scale})`;
    }
    case "brand": {
      const named = parseType(field.type);
      if (named?.kind !== "named") return old;
      const { where } = sides.now.brands.get(named.ref) ?? {};
      return guarded(where, field, old, `${field.type}(${old})`, sides) ?? `${field.type}(${old})`;
    }
    case "changed":
      if (`${before.type}[]` === field.type || `set<${before.type}>` === field.type) return `[${old}]`;
      return fromInt(before, field, sides) ? old : undefined;
    case "element":
    case "version":
      return undefined;
  }
}

const fromInt = (before: FieldFacts, field: FieldFacts, sides: Sides): boolean => {
  const type = parseType(before.type);
  return field.type === "decimal" && type !== undefined && scalarOf(type, sides.old)?.name === "int";
};

/** Old values that meet the new condition stay as they are. */
function guarded(
  where: string | undefined,
  field: FieldFacts,
  old: string,
  kept: string,
  { now }: Sides,
): string | undefined {
  const fallback = sampleOf(field, now);
  if (where === undefined || fallback === undefined || field.type.endsWith("?")) return undefined;
  const condition = outsideTexts(where, (rest) => rest.replace(/(?<![\w.])it\b/g, old));
  return `if ${condition} then ${kept} else ${fallback}`;
}

/** A number under tighter bounds is pushed into them. */
function bounded({ where, type, name }: FieldFacts, old: string, { now }: Sides): string | undefined {
  const parsed = parseType(type);
  const scalar = parsed && scalarOf(parsed, now)?.name;
  if (where === undefined || parsed?.kind !== "scalar" || (scalar !== "int" && scalar !== "decimal"))
    return undefined;
  const low = sampleOf({ type, where: where.replace(/it <=? \S+/g, "") }, now);
  const high = /\bit <= (-?\d+(?:\.\d+)?)/.exec(where)?.[1];
  const raised = /\bit >/.test(where) && low !== undefined ? `max(old.${name}, ${low})` : old;
  return high === undefined ? raised : `min(${raised}, ${high})`;
}

/** `version 2 { … }`, on one line or several. */
export function clauseOf(version: number, steps: readonly string[], indent = "  "): string {
  const [only] = steps;
  if (only?.startsWith("via external") === true) return `version ${String(version)} ${only}`;
  const line = `version ${String(version)} { ${steps.join("  ")} }`;
  if (steps.length <= 1 && line.length <= 100)
    return steps.length === 0 ? `version ${String(version)} { }` : line;
  return `version ${String(version)} {\n${steps.map((step) => `${indent}${step}\n`).join("")}}`;
}

/**
 * Which version of an embedded value or entity a shape had when: `adopt Line 2` says from which version on it holds Line 2.
 * Before its first adoption it held the version before; without any it has always held the current one.
 */
import { type FixDraft, leaveOut, write } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Ref } from "../model/index.js";
import type { Names, Place, SymbolOf } from "../names/api.js";
import type { FieldSignature } from "./api.js";
import { refsIn } from "./types.js";

export interface Adoptions {
  /** What `version` of the shape embeds in another version than today's. */
  at(version: number): ReadonlyMap<Ref, number>;
  /** What the clause of `version` adopts: the new version of each. */
  in(version: number): ReadonlyMap<Ref, Adoption>;
}

export interface Adoption {
  readonly symbol: SymbolOf<"value" | "entity">;
  readonly to: number;
  readonly step: ast.AdoptStep;
}

export interface AdoptionContext {
  readonly names: Names;
  readonly report: Report;
  /** How many versions a value or entity has. */
  readonly currentVersion: (ref: Ref) => number;
}

interface AdoptionOptions {
  readonly place: Place;
  readonly owner: string;
  /** The fields as they are today. */
  readonly fields: readonly FieldSignature[];
}

/** Reads the `adopt`s of all clauses, which stand for version 2, 3, … Reports those that make no sense. */
export function adoptionsOf(
  context: AdoptionContext,
  options: AdoptionOptions,
  clauses: readonly ast.VersionClause[],
): Adoptions {
  const byVersion = new Map<number, ReadonlyMap<Ref, Adoption>>();
  clauses.forEach((clause, index) => byVersion.set(index + 2, read(context, options, clause)));
  const perRef = new Map<Ref, { readonly version: number; readonly adoption: Adoption }[]>();
  for (const [version, adoptions] of byVersion)
    for (const [ref, adoption] of adoptions) {
      const list = perRef.get(ref) ?? [];
      perRef.set(ref, list);
      list.push({ version, adoption });
    }
  for (const [ref, list] of perRef)
    checkOrder(
      context,
      options,
      ref,
      list.map(({ adoption }) => adoption),
    );

  return {
    in: (version) => byVersion.get(version) ?? new Map<Ref, Adoption>(),
    at: (version) => {
      const embedded = new Map<Ref, number>();
      for (const [ref, list] of perRef) {
        const last = list.findLast((one) => one.version <= version)?.adoption.to;
        const held = last ?? (list[0]?.adoption.to ?? 2) - 1;
        if (held !== context.currentVersion(ref)) embedded.set(ref, held);
      }
      return embedded;
    },
  };
}

/** The good adoptions of one clause. */
function read(
  { names, report, currentVersion }: AdoptionContext,
  { place, owner }: AdoptionOptions,
  clause: ast.VersionClause,
): ReadonlyMap<Ref, Adoption> {
  const adoptions = new Map<Ref, Adoption>();
  for (const step of clause.steps) {
    if (step.$type !== "AdoptStep") continue;
    const symbol = names.resolve(step.target.segments, ["value", "entity"], place);
    if (symbol === undefined) continue;
    const { ref, name } = symbol;
    const current = currentVersion(ref);
    if (step.version < 2 || step.version > current) {
      const at = { node: step, property: "version" };
      const fixes: FixDraft[] = current < 2 ? [] : [write(at, String(current))];
      report("ESDL4006", at, { name, version: step.version, current }, [...fixes, leaveOut(step)]);
      continue;
    }
    // Of two the last counts, so that the versions around are not blamed as well.
    if (adoptions.has(ref)) report("ESDL4004", step.target, { name, owner }, [leaveOut(step)]);
    adoptions.set(ref, { symbol, to: step.version, step });
  }
  return adoptions;
}

/** One step at a time, and up to the current version if the type is embedded today. One report per type. */
function checkOrder(
  { report, currentVersion }: AdoptionContext,
  { owner, fields }: AdoptionOptions,
  ref: Ref,
  adoptions: readonly Adoption[],
): void {
  const embedded = fields.some((field) => mentions(field, ref));
  let later = embedded ? currentVersion(ref) : adoptions.at(-1)?.to;
  for (const { symbol, to, step } of adoptions.toReversed()) {
    if (later !== undefined && to !== later) {
      report(
        "ESDL4007",
        { node: step, property: "version" },
        { name: symbol.name, owner, version: to, later },
        later < 2 ? [] : [write({ node: step, property: "version" }, String(later))],
      );
      return;
    }
    later = to - 1;
  }
}

/** Whether the type of a field speaks of `ref` itself, not only inside of its values. */
export const mentions = ({ type }: FieldSignature, ref: Ref): boolean => [...refsIn(type)].includes(ref);

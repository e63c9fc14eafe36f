/** Comparing two sides: every change that matters, each with its verdicts. Pure, and the same for every order of files. */
import { isInvertible, lookup, type Model } from "@esdl/language/model";
import type { Facts } from "../facts/facts.js";
import { inWordsOf } from "../facts/renamed.js";
import { compareAggregates, compareEvents } from "./aggregates.js";
import { compareBrand } from "./brands.js";
import { compareCommands } from "./commands.js";
import { compareEnum } from "./enums.js";
import type { Finding } from "./finding.js";
import { type Places, placesOf } from "./places.js";
import { compareProjections } from "./projections.js";
import { readersOf } from "./readers.js";
import { compareSagas } from "./sagas.js";
import { compareShape } from "./shapes.js";
import { compareEmbedded } from "./embedded.js";
import { usesOf } from "./uses.js";
import { findingOf, type Work } from "./work.js";

/** The side that is compared with: a lock or an older model. */
export interface Older {
  /** What it has released. */
  readonly facts: Facts;
  /** Where its declarations stand. */
  readonly places: Places;
  /** When it was a model and not only a lock: tells who read what is gone. */
  readonly model?: Model | undefined;
}

/** The side that a comparison looks at: a model. */
export interface Newer {
  /** What it has. */
  readonly facts: Facts;
  /** The model itself. */
  readonly model: Model;
}

export interface CompareOptions {
  /** Compares with every released version, and not only with the last. */
  readonly transitive?: boolean;
}

/** Sorted by place, then by rule; no two with one fingerprint. */
export function compare(older: Older, newer: Newer, options: CompareOptions = {}): readonly Finding[] {
  const found = new Map<string, Finding>();
  const names = lookup(newer.model);
  const places = { old: older.places, now: placesOf(newer.model) };
  const work: Work = {
    old: inWordsOf(newer.facts, older.facts),
    now: newer.facts,
    places,
    transitive: options.transitive === true,
    readers: {
      now: readersOf(newer.model),
      ...(older.model === undefined ? {} : { old: readersOf(older.model) }),
    },
    inverts: (ref, version) => {
      const shape = names.events.get(ref) ?? names.values.get(ref) ?? names.entities.get(ref);
      return shape !== undefined && isInvertible(shape, version, names);
    },
    uses: usesOf(newer.facts),
    report: (draft) => {
      const finding = findingOf({ places }, draft);
      if (!found.has(finding.fingerprint)) found.set(finding.fingerprint, finding);
    },
  };
  for (const old of work.old.brands.values()) {
    const now = work.now.brands.get(old.ref);
    if (now !== undefined) compareBrand(work, old, now);
  }
  for (const old of work.old.enums.values()) {
    const now = work.now.enums.get(old.ref);
    if (now !== undefined) compareEnum(work, old, now);
  }
  for (const old of work.old.shapes.values()) {
    const now = work.now.shapes.get(old.ref);
    if (now !== undefined && old.kind !== "event" && now.kind !== "event") compareShape(work, old, now);
  }
  compareEmbedded(work);
  const gone = compareAggregates(work);
  compareEvents(work, gone);
  compareCommands(work, gone);
  compareProjections(work);
  compareSagas(work);
  return [...found.values()].sort(byPlace);
}

const orderOf = ({ now, subject, rule, path }: Finding): string => {
  const [line = 0, column = 0] = now?.range ?? [];
  return [
    now?.file ?? "",
    String(line).padStart(7, "0"),
    String(column).padStart(6, "0"),
    subject,
    rule,
    path,
  ].join("\u0000");
};
const byPlace = (a: Finding, b: Finding): number => (orderOf(a) < orderOf(b) ? -1 : 1);

/** Embedded values with a new version: told once each, with every event that adopted it. */
import { latest } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import { parseStep } from "./steps.js";
import { listed, touchedBy, type Work } from "./work.js";
import type { Use } from "./uses.js";

export function compareEmbedded(work: Work): void {
  const adopted = new Map<string, { readonly to: number; readonly in: Set<string>; readonly by: Use[] }>();
  for (const now of work.now.shapes.values()) {
    const released = work.old.shapes.get(now.ref)?.versions.length ?? now.versions.length;
    for (const { steps = [] } of now.versions.slice(released))
      for (const step of steps.flatMap((text) => parseStep(text) ?? [])) {
        if (step.kind !== "adopt") continue;
        const known = adopted.get(step.ref);
        const by = known?.by ?? [];
        const holders = (known?.in ?? new Set()).add(now.ref);
        adopted.set(step.ref, { to: Math.max(step.version, known?.to ?? 0), in: holders, by });
        by.push(...usedIn(work, now.ref, step.ref));
      }
  }
  for (const [ref, { to, in: holders, by }] of adopted) {
    const shape = work.now.shapes.get(ref);
    if (shape === undefined) continue;
    const uses = [...new Map(by.map((use) => [`${use.event}.${use.path}`, use])).values()];
    // Values that no event holds may stand in commands and in states of sagas.
    const names = uses.length > 0 ? uses.map(({ event }) => event) : [...holders];
    work.report({
      rule: "EMBEDDED_VALUE_CHANGED",
      subject: ref,
      at: `@${String(to)}`,
      message: `${shortOf(ref)} has version ${String(to)}, and ${listed([...new Set(names.map(shortOf))])} adopted it: stored events are upcast through it, and what changed in it is judged where it is declared`,
      versions: { old: to - 1, now: to },
      change: [String(to)],
      uses,
      touches: touchedBy(work, uses),
    });
  }
}

/** The places of a value in the shape that adopted it, or in the events that hold that shape. */
const usedIn = ({ uses, now }: Work, shape: string, ref: string): readonly Use[] => {
  const own = (uses.get(ref) ?? []).filter(({ event }) => event === shape);
  if (own.length > 0) return own;
  const holder = now.shapes.get(shape);
  const fields =
    holder === undefined ? [] : latest(holder).fields.filter(({ type }) => type.includes(`${ref}@`));
  return (uses.get(shape) ?? []).flatMap((use) =>
    fields.map(({ name }) => ({ ...use, path: `${use.path}.${name}` })),
  );
};

/** The steps from version to version, composed once into one function for each stored version. */
import type { EventMeta, History } from "../contract.js";

/** Brings data to the shape of today. */
export type Direct = (data: object, meta: EventMeta) => object;

/** For each version, version 1 first; `undefined` for one that lacks a step, and cannot be read. */
export function directOf(
  { version: current, upcasts = [], renames = [] }: History,
  externals: object,
): readonly (Direct | undefined)[] {
  return Array.from({ length: current }, (_, index): Direct | undefined => {
    const steps = upcasts.slice(index, current - 1);
    if (index + 1 + steps.length < current) return undefined;
    const rename = renames[index];
    const first: readonly Direct[] = rename === undefined ? [] : [(data) => rename(data)];
    return composed([
      ...first,
      ...steps.map(
        (step): Direct =>
          (data, meta) =>
            step(data, meta, externals),
      ),
    ]);
  });
}

const asIs: Direct = (data) => data;

/** One function that does what all do, one after the other. */
function composed(steps: readonly Direct[]): Direct {
  const [first, ...rest] = steps;
  if (first === undefined) return asIs;
  return rest.reduce<Direct>((before, next) => (data, meta) => next(before(data, meta), meta), first);
}

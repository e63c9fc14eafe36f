/** What generated correlations share: the instances that an event concerns, each once. */
import { equalValues } from "../values/index.js";
import type { Concern } from "./definition.js";

/**
 * The instances that the handlers of an event find, each once, in the order of the handlers. One without a key finds none.
 *
 * @param equal whether two keys are the same, where values by themselves do not say so
 */
export function concerned<Key>(
  found: readonly { readonly key: Key | undefined; readonly isAwaited: boolean }[],
  equal: (a: Key, b: Key) => boolean = equalValues,
): readonly Concern<Key>[] {
  const concerns: Concern<Key>[] = [];
  for (const { key, isAwaited } of found) {
    if (key === undefined) continue;
    const at = concerns.findIndex((known) => equal(known.key, key));
    const known = concerns[at];
    if (known === undefined) concerns.push({ key, isAwaited });
    else if (isAwaited) concerns[at] = { key: known.key, isAwaited };
  }
  return concerns;
}

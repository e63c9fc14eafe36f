/** A store whose log has gaps, as one has where a transaction that was rolled back has burnt its positions. */
import type { Store, StoreSource } from "@esdl/runtime";
import { overriding } from "../stores/stores.js";

/** Nothing is at the first positions, behind every so many events, and between some. */
export const gapEvery = 250;
export const positionOf = (count: number): number =>
  count === 0 ? 0 : 9 + count + 40 * Math.floor((count - 1) / gapEvery) + 3 * Math.floor(count / 7);

/** How many events are at or before a position. */
function countUpTo(position: number): number {
  let [low, high] = [0, position];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (positionOf(middle) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const gapped = (source: StoreSource): StoreSource =>
  overriding(source, (store): Partial<Store> => ({
    async commit(unit) {
      const result = await store.commit(unit);
      if (!result.ok) return result;
      const appends = result.appends.map((append) => ({ ...append, position: positionOf(append.position) }));
      return { ok: true, appends };
    },
    async readLog(after, limit) {
      const events = await store.readLog(countUpTo(after), limit);
      return events.map((event) => ({ ...event, position: positionOf(event.position) }));
    },
    logEnd: async () => positionOf(await store.logEnd()),
  }));

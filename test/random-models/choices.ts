/** Random choices, out of fast-check's own source of chance, so that a seed makes a model again. */
import type { Random } from "fast-check";

export interface Choices {
  /** From `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True in so many of a hundred cases. */
  percent(chance: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of several ways, each as likely as its weight says. */
  way<T>(ways: readonly (readonly [weight: number, make: () => T])[]): T;
  /** As `way`, with the others tried where one comes to nothing. */
  firstOf<T>(ways: readonly (readonly [weight: number, make: () => T | undefined])[]): T | undefined;
  some<T>(least: number, most: number, make: (at: number) => T): readonly T[];
  shuffled<T>(items: readonly T[]): readonly T[];
  /** A part of the items, in their order. */
  subset<T>(items: readonly T[], least: number): readonly T[];
}

export function choicesFrom(random: Random): Choices {
  const int = (least: number, most: number): number => (least >= most ? least : random.nextInt(least, most));
  const pick = <T>(from: readonly T[]): T => {
    const chosen = from[int(0, from.length - 1)];
    if (chosen === undefined) throw new Error("there is nothing to choose from");
    return chosen;
  };
  const placeIn = (ways: readonly (readonly [number, unknown])[]): number => {
    let left = int(
      1,
      Math.max(
        1,
        ways.reduce((sum, [weight]) => sum + weight, 0),
      ),
    );
    return Math.max(
      0,
      ways.findIndex(([weight]) => (left -= weight) <= 0),
    );
  };
  const shuffled = <T>(items: readonly T[]): readonly T[] => {
    const left = [...items];
    return items.flatMap(() => left.splice(int(0, left.length - 1), 1));
  };
  return {
    int,
    pick,
    percent: (chance) => int(1, 100) <= chance,
    way: (ways) => {
      const [, make] = ways[placeIn(ways)] ?? pick(ways);
      return make();
    },
    firstOf: (ways) => {
      const left = ways.filter(([weight]) => weight > 0);
      while (left.length > 0) {
        const [way] = left.splice(placeIn(left), 1);
        const made = way?.[1]();
        if (made !== undefined) return made;
      }
      return undefined;
    },
    some: (least, most, make) => Array.from({ length: int(least, most) }, (_, at) => make(at)),
    shuffled,
    subset: (items, least) => {
      const size = int(Math.min(least, items.length), items.length);
      const chosen = new Set(shuffled(items.map((_, at) => at)).slice(0, size));
      return items.filter((_, at) => chosen.has(at));
    },
  };
}

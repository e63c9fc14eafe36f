/** Letting things go on until nothing is left to do, and moving the clock: what scenarios do between their actions. */
import type { Meter } from "../budget.js";
import type { Machine } from "../machine.js";
import { pending, proceed, timersOf, type Carried } from "./processes.js";
import type { World } from "./world.js";

export interface Settled {
  readonly world: World;
  readonly carried: readonly Carried[];
}

/** Events first, then what was sent, then answers, then timers that are due. @throws Stopped */
export function settle(machine: Machine, before: World, meter: Meter): Settled {
  let world = before;
  const carried: Carried[] = [];
  for (;;) {
    const [next] = pending(world);
    if (next === undefined) return { world, carried };
    const progress = proceed(machine, world, next, meter);
    world = progress.world;
    if (progress.carried !== undefined) carried.push(progress.carried);
  }
}

/** Moves the clock. Each timer on the way fires at its time, and what it sets off is done before the clock goes on. */
export function advance(machine: Machine, before: World, by: number, meter: Meter): Settled {
  const until = before.now + by;
  let world = before;
  const carried: Carried[] = [];
  for (;;) {
    const [timer] = timersOf(world);
    const isLast = timer === undefined || timer.due > until;
    const settled = settle(
      machine,
      { ...world, now: isLast ? until : Math.max(world.now, timer.due) },
      meter,
    );
    world = settled.world;
    carried.push(...settled.carried);
    if (isLast) return { world, carried };
  }
}

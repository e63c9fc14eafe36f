/** Keys that are members of an enum: what bears one under its earlier name is found by that name only. */
import { latest } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import type { Work } from "./work.js";

/** How the members of the enum that a key is of were called when the older model was released, and what they are now. */
export interface MovedKeys {
  /** The enum, as people call it. */
  readonly name: string;
  readonly moved: readonly { readonly from: string; readonly to: string }[];
}

/** `type`: of the key, as text. Undefined where it is of no enum, or none of its members was renamed or removed. */
export function movedKeys(work: Work, type: string): MovedKeys | undefined {
  const now = work.now.enums.get(type);
  const old = work.old.enums.get(type);
  if (now === undefined || old === undefined) {
    const base = work.now.brands.get(type)?.base;
    return base === undefined ? undefined : movedKeys(work, base);
  }
  const moved = now.versions
    .slice(latest(old).version)
    .flatMap(({ steps = [] }) => steps)
    .map((step) => step.split(" "))
    .map(([, from = "", , to = ""]) => ({ from, to }));
  return moved.length === 0 ? undefined : { name: shortOf(now.ref), moved };
}

export const shownMoves = ({ name, moved }: MovedKeys): string =>
  moved.map(({ from, to }) => `${from} of ${name} is ${to} now`).join(", ");

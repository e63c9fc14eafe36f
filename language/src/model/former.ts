/** Names that members of enums had before, and what they are read as today. */
import type { EnumDecl } from "./declarations.js";

/** Every former name of a member with the name it has today; empty when no clause of the enum renames or removes any. */
export function formerMembers({ versions }: Pick<EnumDecl, "versions">): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  // Newest first: what a clause says leads to a name of its own version, which later clauses may have changed again.
  for (const { clause } of versions.toReversed()) {
    for (const step of clause?.steps ?? []) {
      const [old, next] = step.kind === "rename" ? [step.from, step.to] : [step.name, step.as];
      former.set(old, former.get(next) ?? next);
    }
  }
  return former;
}

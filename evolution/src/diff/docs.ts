/** Documentation, order and deprecation: what people read, and nothing that is stored. */
import { shortOf } from "../text/local.js";
import type { Work } from "./work.js";

interface Described {
  readonly ref: string;
  readonly docs?: ReadonlyMap<string, string>;
  readonly deprecated: boolean;
}

export function compareDocs(work: Work, old: Described, now: Described): void {
  const what = whatChanged(old, now);
  if (what === undefined) return;
  work.report({
    rule: "DOCUMENTATION_CHANGED",
    subject: now.ref,
    message: `${what}; nothing that is stored or read differs`,
    change: [what, ...(now.docs?.values() ?? [])],
  });
}

function whatChanged(old: Described, now: Described): string | undefined {
  const name = shortOf(now.ref);
  if (old.deprecated !== now.deprecated)
    return `${name} is ${now.deprecated ? "" : "not "}deprecated from now on`;
  const [before, after] = [old.docs, now.docs];
  if (before === undefined || after === undefined) return undefined;
  // Members that came or went are told of on their own.
  const common = [...before.keys()].filter((member) => after.has(member));
  if (common.some((member) => before.get(member) !== after.get(member)))
    return `The documentation of ${name} was changed`;
  const order = [...after.keys()].filter((member) => before.has(member));
  return order.join() === common.join() ? undefined : `The order of what ${name} holds was changed`;
}

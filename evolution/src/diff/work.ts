/** A comparison at work: the two sides, who reads what, and how findings are made. */
import type { Ref, Span } from "@esdl/language/model";
import { hash } from "../text/hash.js";
import { type RuleId, rules, type Verdict } from "../rules/index.js";
import type { Finding, Paste, Touched } from "./finding.js";
import type { Places } from "./places.js";
import type { Readers } from "./readers.js";
import type { Sides } from "./relation.js";
import type { Use } from "./uses.js";

export interface Work extends Sides {
  /** Every released version is compared with, and not only the last. */
  readonly transitive: boolean;
  readonly places: { readonly old: Places; readonly now: Places };
  /** The old model is known when one was given: it tells who read what is gone. */
  readonly readers: { readonly old?: Readers | undefined; readonly now: Readers };
  /** Whether a downcaster leads from the current version of a shape back to an older one. */
  readonly inverts: (shape: Ref, version: number) => boolean;
  readonly uses: ReadonlyMap<Ref, readonly Use[]>;
  readonly report: (draft: Draft) => void;
}

export interface Draft {
  readonly rule: RuleId;
  readonly subject: Ref;
  readonly path?: string | undefined;
  readonly message: string;
  readonly backward?: Verdict | undefined;
  readonly forward?: Verdict | undefined;
  readonly versions?: Finding["versions"] | undefined;
  /** What was and what is, as text: a finding of another change has another fingerprint. */
  readonly change: readonly (string | undefined)[];
  /** The member of the new declaration to point at, as `Places` names it; the path's first name by default. */
  readonly at?: string | undefined;
  /** The member of the old declaration, where it had another name. */
  readonly atOld?: string | undefined;
  /** Where there is no new declaration: the one that lost it. */
  readonly instead?: Ref | undefined;
  /** The old declaration, when it had another name. */
  readonly formerly?: Ref | undefined;
  readonly uses?: readonly Use[] | undefined;
  readonly touches?: readonly Touched[] | undefined;
  readonly clause?: string | undefined;
  readonly paste?: Paste | undefined;
}

export function findingOf(work: Pick<Work, "places">, draft: Draft): Finding {
  const rule = rules[draft.rule];
  const first = draft.path === undefined ? undefined : /^\w+/.exec(draft.path)?.[0];
  const now = work.places.now.place(draft.instead ?? draft.subject, draft.at ?? first);
  const old = work.places.old.place(draft.formerly ?? draft.subject, draft.atOld ?? draft.at ?? first);
  return {
    rule: draft.rule,
    row: rule.row,
    subject: draft.subject,
    ...(draft.path === undefined ? {} : { path: draft.path }),
    message: draft.message,
    backward: draft.backward ?? rule.backward,
    forward: draft.forward ?? rule.forward,
    enforced: rule.enforced === true,
    ...(draft.versions === undefined ? {} : { versions: draft.versions }),
    ...(old === undefined ? {} : { old }),
    ...(now === undefined ? {} : { now }),
    uses: (draft.uses ?? []).map(({ event, path }) => `${event}.${path}`),
    touches: draft.touches ?? [],
    ...(rule.action === undefined ? {} : { action: rule.action }),
    ...(draft.clause === undefined ? {} : { clause: draft.clause }),
    ...(draft.paste === undefined ? {} : { paste: draft.paste }),
    fingerprint: hash(JSON.stringify([draft.rule, draft.subject, draft.path, ...draft.change])),
  };
}

/** Puts `text` into a declaration, or in place of a part of it. */
export const pasteInto = (
  text: string,
  title: string,
  span: Span | undefined,
  mode: Paste["mode"] = "into",
): Paste | undefined => (span === undefined ? undefined : { text, title, mode, span });

/** Those who read one of the events' fields, today or in the old model, once each. */
export function touchedBy(
  work: Work,
  places: readonly { readonly event: Ref; readonly field?: string }[],
): readonly Touched[] {
  const once = new Map<string, Touched>();
  for (const { event, field } of places) {
    const fields = field === undefined ? undefined : [field];
    for (const readers of [work.readers.now, work.readers.old])
      for (const touched of readers?.ofEvent(event, fields) ?? []) {
        const key = `${touched.kind} ${touched.name}`;
        if (!once.has(key)) once.set(key, touched);
      }
  }
  return [...once.values()];
}

/** The first of a list in words: `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown =
    items.length > most ? [...items.slice(0, most), `${String(items.length - most)} more`] : items;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} and ${last}`;
}

/** The facts of before, in the words of today: members of enums under the names that they were given since. */
import { outsideTexts } from "../text/strings.js";
import { type EnumFacts, type Facts } from "./facts.js";

/** `old` with every renamed member called by its new name, wherever an expression names it. */
export function inWordsOf(now: Facts, old: Facts): Facts {
  const names = [...old.enums.values()].flatMap((before) => renamedIn(before, now.enums.get(before.ref)));
  if (names.length === 0) return old;
  const translate = (text: string): string =>
    outsideTexts(text, (rest) =>
      names.reduce(
        (done, [from, to]) =>
          done.replace(new RegExp(`(?<![\\w.])${from.replaceAll(".", "\\.")}(?!\\w)`, "g"), to),
        rest,
      ),
    );
  return { ...(mapTexts(old, translate) as Facts), enums: old.enums };
}

function renamedIn(old: EnumFacts, now: EnumFacts | undefined): readonly (readonly [string, string])[] {
  const later = now?.versions.slice(old.versions.length) ?? [];
  return later.flatMap(({ steps = [] }) =>
    steps.flatMap((step) => {
      const [, from, to] = /^rename (\w+) to (\w+)$/.exec(step) ?? [];
      return from === undefined || to === undefined
        ? []
        : [[`${old.ref}.${from}`, `${old.ref}.${to}`] as const];
    }),
  );
}

/** Every text in plain data changed; keys stay. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, mapTexts(item, change)]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

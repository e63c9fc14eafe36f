/** Finding what is declared anywhere by some letters of its name. */
import type { Project } from "@esdl/language/editing";
import { outlineOf, type Outlined } from "./outline.js";

export interface Hit {
  readonly path: string;
  readonly found: Outlined;
  /** The names around it, from the outside: `Shop`, `Order`. */
  readonly within: readonly string[];
}

/** So many are enough to choose from. */
const most = 400;

/**
 * What matches a query, the best first: its letters stand in the name in that order. Of `order.pl`, `order` in what is
 * around it.
 */
export function search(project: Project, query: string): readonly Hit[] {
  const [last = "", ...outer] = query
    .trim()
    .toLowerCase()
    .split(/[.\s]+/)
    .reverse();
  const hits: (Hit & { readonly score: number })[] = [];
  const visit = (path: string, outline: readonly Outlined[], within: readonly string[]): void => {
    for (const found of outline) {
      const score = scoreOf(found, last);
      if (score !== undefined && outer.every((part) => within.some((name) => matches(name, part))))
        hits.push({ path, found, within, score: score + within.length });
      visit(path, found.children, [...within, found.name]);
    }
  };
  for (const [path, file] of project.files) visit(path, outlineOf(file), []);
  return hits.sort((a, b) => a.score - b.score || (a.found.name < b.found.name ? -1 : 1)).slice(0, most);
}

const matches = (name: string, part: string): boolean => rankOf(name, part) !== undefined;

/** The lower the better; longer names come later among equals. */
function scoreOf({ name }: Outlined, query: string): number | undefined {
  const rank = rankOf(name, query);
  return rank === undefined ? undefined : rank * 10_000 + Math.min(name.length, 999) * 10;
}

/** How well letters match: all of it, its beginning, the beginnings of its words, in one piece, somewhere in this order. */
function rankOf(name: string, query: string): number | undefined {
  if (query === "") return 0;
  const lower = name.toLowerCase();
  if (lower === query) return 0;
  if (lower.startsWith(query)) return 1;
  if (isInOrder(humpsOf(name), query)) return 2;
  if (lower.includes(query)) return 3;
  return isInOrder(lower, query) ? 4 : undefined;
}

/** `pp` of `PaymentPlaced`. */
const humpsOf = (name: string): string =>
  name.replace(/(?<![A-Za-z])[a-z]|[A-Z]|\d|./gu, (letter, at: number) =>
    at === 0 || /[A-Z\d]/u.test(letter) ? letter.toLowerCase() : "",
  );

function isInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

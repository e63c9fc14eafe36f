/** Names of the model as names of files and folders: lower case, legal on every system, unique where case is ignored. */
import { createHash } from "node:crypto";
import { reserved } from "./reserved.js";

/** Longer names are cut, and told apart by a hash: paths on Windows are short, and our own suffixes follow. */
const longest = 60;

/**
 * File names for names that share a folder, without extension: `AccountOverview` is `account-overview`. Those that would
 * meet (`URLMap` and `UrlMap`) are all given a hash of their name; each such name depends on itself alone, not on its order.
 */
export function fileNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const distinct = [...new Set(names)];
  const plain = new Map(distinct.map((name) => [name, fileName(name)]));
  const uses = new Map<string, number>();
  for (const file of plain.values()) uses.set(file, (uses.get(file) ?? 0) + 1);
  return new Map([...plain].map(([name, file]) => [name, uses.get(file) === 1 ? file : hashed(name)]));
}

/** The file name of a name that shares its folder with nothing that differs by case, dashes or underscores only. */
export function fileName(name: string): string {
  const file = kebab(name);
  if (file.length > longest || looksHashed.test(file)) return hashed(name);
  return reserved.files.has(file) ? `${file}_` : file;
}

/** `AccountOverview`, `account_overview` and `accountOverview` are `account-overview`; `URLMap` is `url-map`. */
function kebab(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/gu, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/gu, "$1-$2")
    .replace(/[^A-Za-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
  return words === "" ? "_" : words.toLowerCase();
}

/** No plain name ends like a hashed one, so that the two kinds never meet. */
const looksHashed = /-[0-9a-f]{16}$/u;

function hashed(name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${kebab(name).slice(0, longest)}-${hash}`;
}

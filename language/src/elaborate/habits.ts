/** What people write out of habit from other languages, and what it is called here: for suggestions only. */

const names: ReadonlyMap<string, string> = new Map([
  ["null", "none"],
  ["undefined", "none"],
  ["nil", "none"],
  ["None", "none"],
  ["True", "true"],
  ["False", "false"],
  ["this", "state"],
  ["self", "state"],
]);

const members: Readonly<Record<string, readonly string[]>> = {
  length: ["size"],
  size: ["length"],
  count: ["size", "length"],
  includes: ["contains", "has"],
  contains: ["has"],
  has: ["contains"],
  containsKey: ["has"],
  some: ["any"],
  exists: ["any"],
  every: ["all"],
  where: ["filter"],
  select: ["map"],
  order: ["sortBy"],
  orderBy: ["sortBy"],
  sort: ["sortBy"],
  unique: ["distinct"],
  empty: ["isEmpty"],
  toLowerCase: ["lower"],
  toUpperCase: ["upper"],
  toLower: ["lower"],
  toUpper: ["upper"],
  addDays: ["plusDays"],
  toDate: ["date"],
  toString: ["name"],
};

/** The word of the language for a bare name that means nothing. */
export const wordFor = (name: string): string | undefined => names.get(name);

/** The member called otherwise elsewhere, where it is one of `present`. */
export const memberFor = (name: string, present: readonly string[]): string | undefined =>
  (Object.hasOwn(members, name) ? members[name] : undefined)?.find((other) => present.includes(other));

/** Looking up text from a file in a table: `constructor` and `__proto__` are words like all others there. */

/** The table's own entry. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

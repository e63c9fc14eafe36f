/** A member of an object, or nothing where there is no value: optional members are left out, never undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): Readonly<Partial<Record<K, V>>> {
  const entries = value === undefined ? [] : [[key, value] as const];
  return Object.fromEntries(entries) as Readonly<Partial<Record<K, V>>>;
}

/** A member of an object, or nothing where there is no value: optional members are left out, never undefined. */
export const optional = <K extends string, V>(
  key: K,
  value: V | undefined,
): Readonly<Partial<Record<K, V>>> =>
  value === undefined ? {} : ({ [key]: value } as Readonly<Partial<Record<K, V>>>);

/** Cycles among things that lead to each other, by their keys. */

/** Each cycle that a walk from the keys comes upon, once, from its first member on. */
export function cyclesOf(
  keys: Iterable<string>,
  next: (key: string) => Iterable<string>,
): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (key: string, path: readonly string[]): void => {
    const start = path.indexOf(key);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(key)) return;
    for (const follower of next(key)) visit(follower, [...path, key]);
    done.add(key);
  };
  for (const key of keys) visit(key, []);
  return cycles;
}

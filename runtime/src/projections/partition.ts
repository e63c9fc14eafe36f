/** Which partition a key is in: the same on every machine, for ever. */

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo): quick, and spreads keys that differ in their last characters. */
export function partitionOf(key: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) {
    hash ^= key.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % count;
}

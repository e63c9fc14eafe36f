/** Regular expressions of schemas, run on names only as far as that takes no time worth speaking of. */

const longest = 200;
const cache = new Map<string, RegExp | undefined>();

/** The compiled pattern, or undefined for a wrong one. */
export function compile(pattern: string): RegExp | undefined {
  if (cache.has(pattern)) return cache.get(pattern);
  let compiled: RegExp | undefined;
  try {
    compiled = new RegExp(pattern, "u");
  } catch {
    // Some patterns that people use are right without the flag only.
    try {
      compiled = new RegExp(pattern);
    } catch {
      compiled = undefined;
    }
  }
  if (cache.size > 1000) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

/**
 * Patterns that can take exponential time or a high power of the text's length: a repeated group that repeats or alternates inside,
 * back references, many repetitions. They are not run; schemas come from strangers.
 */
function isDangerous(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\[\s\S]/g, "x").replaceAll(/\[[^\]]*\]/g, "x");
  return (
    /\)[*+{]/.test(plain) || /\\[1-9k]/.test(pattern) || (plain.match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0) > 3
  );
}

/** Whether a text matches a pattern; undefined if that cannot be found out. */
export function matches(pattern: string, text: string): boolean | undefined {
  const compiled = compile(pattern);
  if (!compiled || text.length > longest || isDangerous(pattern)) return undefined;
  return compiled.test(text);
}

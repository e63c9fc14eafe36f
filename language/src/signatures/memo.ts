/** Computing things once. */

/**
 * `compute`, with its answers kept. Undefined for a key that is being computed: what comes back to itself is a mistake that
 * a check of its own reports (circles.ts).
 */
export function memo<K, V>(compute: (key: K) => V): (key: K) => V | undefined {
  const answers = new Map<K, V | undefined>();
  return (key) => {
    if (answers.has(key)) return answers.get(key);
    answers.set(key, undefined);
    const answer = compute(key);
    answers.set(key, answer);
    return answer;
  };
}

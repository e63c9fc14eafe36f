// Milliseconds that work takes, and what most of several measurements stay under.
export async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function timedSync(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export const percentile = (values, percent) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor((values.length * percent) / 100))];

/** Durations as the language writes them. */

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

const canonical = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3}))?S)?)?$/;

/** `15m` of `PT15M`: in the largest unit that holds it whole. Text of another form is quoted as it is. */
export function durationText(iso: string): string {
  const parts = canonical.exec(iso);
  if (parts === null) return JSON.stringify(iso);
  const [, sign = "", days, hours, minutes, seconds, fraction = ""] = parts;
  const whole = [days, hours, minutes, seconds].reduce(
    (sum, count, index) => sum + BigInt(count ?? 0) * BigInt(units[index]?.[1] ?? 1),
    0n,
  );
  const milliseconds = whole + BigInt(fraction.padEnd(3, "0"));
  const [unit, size] = units.find(([, each]) => milliseconds % BigInt(each) === 0n) ?? (["ms", 1] as const);
  return milliseconds === 0n ? "0s" : `${sign}${milliseconds / BigInt(size)}${unit}`;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareDate, daysUntil, isDate, parseDate, plusDays } from "./date.js";
import {
  addDuration,
  compareDuration,
  durationDays,
  durationFromMilliseconds,
  durationHours,
  durationMilliseconds,
  durationMinutes,
  durationSeconds,
  isDuration,
  negDuration,
  parseDuration,
  subDuration,
  sumDuration,
} from "./duration.js";
import { ValueError } from "./errors.js";
import {
  addToInstant,
  compareInstant,
  instantDate,
  instantFromMilliseconds,
  instantMilliseconds,
  isInstant,
  parseInstant,
  subFromInstant,
  subInstant,
} from "./instant.js";

const firstMoment = Date.parse("0000-01-01T00:00:00.000Z");
const lastMoment = Date.parse("9999-12-31T23:59:59.999Z");
const moment = fc.integer({ min: firstMoment, max: lastMoment });
const instant = moment.map(instantFromMilliseconds);
const date = instant.map(instantDate);
const length = fc.oneof(fc.integer({ min: -200_000_000, max: 200_000_000 }), fc.integer());
const duration = length.map(durationFromMilliseconds);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ValueError) return error.code;
    throw error;
  }
  return "nothing thrown";
}

describe("dates", () => {
  it.each(["2026-01-31", "2024-02-29", "2000-02-29", "0000-02-29", "0000-01-01", "9999-12-31"])(
    "%s exists",
    (text) => {
      expect(isDate(text)).toBe(true);
      expect(parseDate(text)).toBe(text);
    },
  );

  it.each([
    ...["2026-02-29", "1900-02-29", "2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"],
    ...[
      "2026-1-1",
      "26-01-01",
      "2026-01-32",
      "2026-01-31T00:00:00Z",
      " 2026-01-31",
      "2026/01/31",
      "+002026-01-31",
      "",
    ],
  ])("%j does not", (text) => {
    expect(isDate(text)).toBe(false);
    expect(codeOf(() => plusDays(text, 1))).toBe("invalid");
  });

  it("exist exactly where JavaScript's calendar has them", () => {
    const parts = fc.tuple(
      fc.integer({ min: 0, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const pad = (value: number, width: number): string => String(value).padStart(width, "0");
        const made = new Date(0);
        made.setUTCFullYear(year, month - 1, day);
        const exists = made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
        expect(isDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)).toBe(exists);
      }),
      { numRuns: 2000 },
    );
  });

  it("are counted in days, there and back", () => {
    expect(plusDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(plusDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysUntil("2026-01-01", "2026-12-31")).toBe(364);
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(plusDays(a, daysUntil(a, b))).toBe(b);
        expect(Math.sign(daysUntil(a, b))).toBe(compareDate(b, a));
      }),
    );
  });

  it("end with the year 9999", () => {
    expect(codeOf(() => plusDays("9999-12-31", 1))).toBe("outOfRange");
    expect(codeOf(() => plusDays("0000-01-01", -1))).toBe("outOfRange");
    expect(codeOf(() => plusDays("2026-01-01", Number.MAX_SAFE_INTEGER))).toBe("outOfRange");
  });
});

describe("durations", () => {
  it.each([
    ["PT0S", 0, "PT0S"],
    ["-PT0S", 0, "PT0S"],
    ["P0D", 0, "PT0S"],
    ["PT90M", 5_400_000, "PT1H30M"],
    ["PT24H", 86_400_000, "P1D"],
    ["PT25H", 90_000_000, "P1DT1H"],
    ["P2W", 1_209_600_000, "P14D"],
    ["P1DT2H3M4.5S", 93_784_500, "P1DT2H3M4.5S"],
    ["PT0.050S", 50, "PT0.05S"],
    ["PT.5S", undefined, undefined],
    ["-PT5M", -300_000, "-PT5M"],
    ["PT61S", 61_000, "PT1M1S"],
    ["PT59.999S", 59_999, "PT59.999S"],
    ["P365000D", 31_536_000_000_000, "P365000D"],
  ])("%s is %s ms, canonically %s", (text, milliseconds, expected) => {
    expect(parseDuration(text)).toBe(expected);
    expect(isDuration(text)).toBe(expected !== undefined);
    if (milliseconds !== undefined) expect(durationMilliseconds(text)).toBe(milliseconds);
  });

  it.each([
    ...[
      "",
      "P",
      "PT",
      "P1",
      "1H",
      "P1Y",
      "P1M",
      "P1Y2M",
      "PT1.5H",
      "PT1.2345S",
      "PT-5M",
      "P-1D",
      "+PT5M",
      "pt5m",
    ],
    ...[
      "P1DT",
      "PT1S1M",
      "P1H",
      "PT1D",
      " PT5M",
      "PT5M ",
      "PT1,5S",
      "P99999999999999D",
      "PT99999999999999999999S",
    ],
  ])("%j is none", (text) => {
    expect(isDuration(text)).toBe(false);
    expect(parseDuration(text)).toBeUndefined();
    expect(codeOf(() => durationMilliseconds(text))).toBe("invalid");
  });

  it("have one canonical text for each length", () => {
    fc.assert(
      fc.property(length, fc.maxSafeInteger(), (short, long) => {
        for (const milliseconds of [short, long]) {
          const text = durationFromMilliseconds(milliseconds);
          expect(durationMilliseconds(text)).toBe(milliseconds);
          expect(parseDuration(text)).toBe(text);
        }
      }),
    );
  });

  it("add, subtract and compare as lengths do", () => {
    fc.assert(
      fc.property(duration, duration, duration, (a, b, c) => {
        expect(addDuration(a, b)).toBe(addDuration(b, a));
        expect(addDuration(addDuration(a, b), c)).toBe(sumDuration([a, b, c]));
        expect(subDuration(addDuration(a, b), b)).toBe(a);
        expect(negDuration(negDuration(a))).toBe(a);
        expect(addDuration(a, negDuration(a))).toBe("PT0S");
        expect(compareDuration(a, b)).toBe(Math.sign(durationMilliseconds(a) - durationMilliseconds(b)));
        expect(compareDuration(a, b) === 0).toBe(a === b);
      }),
    );
    expect(sumDuration([])).toBe("PT0S");
    expect(["PT2H", "PT90M", "-P1D", "P1D"].sort(compareDuration)).toEqual(["-P1D", "PT90M", "PT2H", "P1D"]);
    const longest = durationFromMilliseconds(Number.MAX_SAFE_INTEGER);
    expect(codeOf(() => addDuration(longest, "PT0.001S"))).toBe("overflow");
  });

  it("are asked for in whole units, truncated toward zero", () => {
    expect(durationSeconds("PT1M30.9S")).toBe(90);
    expect(durationMinutes("PT1M30S")).toBe(1);
    expect(durationHours("P1DT1H59M")).toBe(25);
    expect(durationDays("PT47H")).toBe(1);
    expect(durationSeconds("-PT1.9S")).toBe(-1);
    expect(Object.is(durationDays("-PT1H"), 0)).toBe(true);
  });
});

describe("instants", () => {
  it.each([
    ["2026-01-31T09:30:00.000Z", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000Z"],
    ["2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.500Z"],
    ["2026-01-31T23:59:59.99Z", "2026-01-31T23:59:59.990Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
  ])("%s is read as %s", (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    ...[
      "2026-01-31T09:30:00",
      "2026-01-31T09:30Z",
      "2026-01-31",
      "2026-01-31T09:30:00+00:00",
      "2026-01-31T24:00:00Z",
    ],
    ...["2026-01-31T23:59:60Z", "2026-01-31T09:60:00Z", "2026-02-30T09:30:00Z", "2026-01-31t09:30:00z"],
    ...[
      "2026-01-31 09:30:00Z",
      "2026-01-31T09:30:00.0000Z",
      "2026-01-31T09:30:00.Z",
      "+012026-01-31T09:30:00Z",
      "",
    ],
  ])("%j is none", (text) => {
    expect(isInstant(text)).toBe(false);
    expect(parseInstant(text)).toBeUndefined();
    expect(codeOf(() => instantMilliseconds(text))).toBe("invalid");
  });

  it("have one canonical text each, which sorts as time does", () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [x, y] = [instantFromMilliseconds(a), instantFromMilliseconds(b)];
        expect(instantMilliseconds(x)).toBe(a);
        expect(parseInstant(x)).toBe(x);
        expect(compareInstant(x, y)).toBe(Math.sign(a - b));
      }),
    );
  });

  it("and durations undo each other", () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        expect(addToInstant(b, subInstant(a, b))).toBe(a);
        expect(subFromInstant(a, subInstant(a, b))).toBe(b);
        expect(subInstant(a, b)).toBe(negDuration(subInstant(b, a)));
      }),
    );
    expect(subInstant("2026-01-02T00:00:00.000Z", "2026-01-01T22:30:00.000Z")).toBe("PT1H30M");
    expect(instantDate("2026-01-31T23:59:59.999Z")).toBe("2026-01-31");
  });

  it("end with the year 9999", () => {
    expect(codeOf(() => addToInstant("9999-12-31T23:59:59.999Z", "PT0.001S"))).toBe("outOfRange");
    expect(codeOf(() => subFromInstant("0000-01-01T00:00:00.000Z", "PT0.001S"))).toBe("outOfRange");
    expect(codeOf(() => instantFromMilliseconds(Number.NaN))).toBe("outOfRange");
  });
});

/** Literals have the same canonical text as the runtime gives them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as runtime from "../../../runtime/src/values/index.js";
import {
  compareDecimals,
  durationLiteral,
  parseDate,
  parseDecimal,
  parseDuration,
  parseInstant,
  parseUuid,
} from "./literals.js";

/** Texts that are nearly right, and some that are. */
const near = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength });

describe("are read as the runtime reads them", () => {
  it.each([
    [
      "decimals",
      parseDecimal,
      runtime.parseDecimal,
      fc.oneof(near("-.0123456789", 12), fc.double().map(String)),
    ],
    ["durations", parseDuration, runtime.parseDuration, near("-PTWDHMS.0129", 14)],
    [
      "instants",
      parseInstant,
      runtime.parseInstant,
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ],
    [
      "days",
      parseDate,
      runtime.parseDate,
      fc
        .tuple(fc.nat(9999), fc.nat(13), fc.nat(32))
        .map(
          ([y, m, d]) =>
            `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`,
        ),
    ],
    [
      "uuids",
      parseUuid,
      runtime.parseUuid,
      fc.oneof(
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
        near("0af-", 36),
      ),
    ],
  ] as const)("%s", (_, mine, theirs, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(mine(text)).toBe(theirs(text));
      }),
      { numRuns: 500 },
    );
  });

  it("and compared alike", () => {
    const decimal = fc
      .tuple(fc.integer(), fc.nat(99))
      .map(([a, b]) => runtime.normaliseDecimal(`${String(a)}.${String(b)}`));
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(Math.sign(compareDecimals(a, b))).toBe(Math.sign(runtime.compareDecimal(a, b)));
      }),
    );
  });
});

describe("durations of models", () => {
  it.each([
    ["500ms", "PT0.5S"],
    ["90s", "PT1M30S"],
    ["15m", "PT15M"],
    ["36h", "P1DT12H"],
    ["3d", "P3D"],
    ["0s", "PT0S"],
  ])("%s is %s", (text, canonical) => {
    expect(durationLiteral(text)).toBe(canonical);
  });

  it("have an end", () => {
    expect(durationLiteral("99999999999999999d")).toBeUndefined();
  });
});

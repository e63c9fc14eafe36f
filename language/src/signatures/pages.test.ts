/** The pages of the diagnostics that need no expression to be typed, held to their word by the first two phases alone. */
import { expect, it } from "vitest";
import { evolution } from "../diagnostics/evolution.js";
import { names } from "../diagnostics/names.js";
import { reportsOf } from "./testing/program.js";

/** What these are about is asked for by later phases only. */
const later = new Set(["ESDL1113", "ESDL1120", "ESDL4013", "ESDL4014", "ESDL4015", "ESDL4016"]);

const pages = Object.entries({ ...names, ...evolution }).map(([code, { page }]) => ({ code, ...page }));

it.each(pages)("$code: the wrong model has that one mistake", ({ code, wrong }) => {
  const found = reportsOf(wrong).map((report) => report.split(" ")[0]);
  expect(found).toEqual(later.has(code) ? [] : [code]);
});

it.each(pages)("$code: the right model has none", ({ right }) => {
  expect(reportsOf(right)).toEqual([]);
});

/** What the layout is, as pairs of files: `NAME.esdl` becomes `NAME.expected.esdl`, byte for byte. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { edited } from "./edits.js";
import { format, formatEdits, formatSource } from "./index.js";

const folder = new URL("fixtures/", import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, folder), "utf8");

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".esdl") && !file.endsWith(".expected.esdl"))
  .map((file) => file.replace(/\.esdl$/, ""));

describe.each(names)("%s", (name) => {
  const given = textOf(`${name}.esdl`);
  const expected = textOf(`${name}.expected.esdl`);

  it("parses", () => {
    expect(formatSource({ path: name, text: given }).diagnostics).toEqual([]);
  });
  it("becomes what is expected", () => {
    expect(format(given)).toBe(expected);
  });
  it("stays so", () => {
    expect(format(expected)).toBe(expected);
  });
  it("becomes so by its edits", () => {
    expect(edited(given, formatEdits(given))).toBe(expected);
  });
});

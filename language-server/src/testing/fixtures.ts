/**
 * For tests that are data: a folder of models with places marked by `‸`. What is expected of a place stands in comments below
 * its line, which begin with `//?`, a verb after it: `//? offers a, b`. Of several places on one line, expectations are
 * numbered: `//? 2 offers a`. A line `//// path` begins another file.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Project } from "@esdl/language/editing";
import { projectOf } from "./request.js";

const mark = "‸";

export interface Expectation {
  readonly verb: string;
  readonly rest: string;
}

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly offset: number;
  readonly expectations: readonly Expectation[];
}

export interface Fixture {
  readonly project: Project;
  readonly places: readonly Place[];
}

/** The fixtures of a folder, by their names. */
export const fixturesIn = (folder: URL): readonly (readonly [name: string, fixture: Fixture])[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".esdl"))
    .map((name) => [name, parse(readFileSync(new URL(name, folder), "utf8"))]);

function parse(source: string): Fixture {
  const parts = source.split(/^\/\/\/\/ +(.*)$/m);
  const [first = "", ...others] = parts;
  const files: (readonly [path: string, text: string])[] = [["main.esdl", first]];
  for (let index = 0; index < others.length; index += 2)
    files.push([others[index] ?? "", others[index + 1] ?? ""]);
  const read = files.map(([path, text]) => readFile(path, text));
  return { project: projectOf(read), places: read.flatMap(({ places }) => places) };
}

function readFile(path: string, marked: string) {
  const places: Place[] = [];
  const lines = marked.split("\n");
  let offset = 0;
  lines.forEach((line, index) => {
    const notes = lines.slice(index + 1);
    const end = notes.findIndex((note) => !note.trim().startsWith("//?"));
    line
      .split(mark)
      .slice(0, -1)
      .forEach((before, place) => {
        offset += before.length;
        const expectations = notes
          .slice(0, end < 0 ? undefined : end)
          .flatMap((note) => expectationOf(note, place + 1));
        places.push({ path, line: index + 1, offset, expectations });
      });
    offset += (line.split(mark).at(-1) ?? "").length + 1;
  });
  return { path, text: marked.replaceAll(mark, ""), places };
}

function expectationOf(note: string, place: number): readonly Expectation[] {
  const [, number = "1", verb = "", rest = ""] = /^\s*\/\/\?\s*(\d*)\s*(\w+)\s*(.*)$/.exec(note) ?? [];
  return Number(number || "1") === place ? [{ verb, rest }] : [];
}

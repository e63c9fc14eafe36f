/**
 * Completion, as data: files of a folder, each with places marked by `‸`. What is expected of a place stands in comments
 * below its line, which begin with `//?`:
 *
 *     //? offers a, b         these are among what is offered
 *     //? not a, b            these are not
 *     //? only a, b           these and nothing else
 *     //? first a, b          these come first, in this order
 *     //? nothing
 *     //? inserts a => text   what is put in for one of them; `⏎` breaks the line
 *     //? edits a => text     what is put in elsewhere for it
 *     //? typed .             what was just typed, where that asks for completion
 *
 * Several places below each other on one line number their expectations by their order: `//? 2 offers a`. A line
 * `//// path` begins another file.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver";
import { projectOf, requestAt } from "../testing/request.js";
import { complete } from "./complete.js";

const folder = new URL("fixtures/", import.meta.url);
const mark = "‸";

interface Expectation {
  readonly verb: string;
  readonly rest: string;
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly offset: number;
  readonly expectations: readonly Expectation[];
}

interface Fixture {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly places: readonly Place[];
}

function read(source: string): Fixture {
  const parts = source.split(/^\/\/\/\/ +(.*)$/m);
  const [first = "", ...others] = parts;
  const files: (readonly [path: string, text: string])[] = [["main.esdl", first]];
  for (let index = 0; index < others.length; index += 2)
    files.push([others[index] ?? "", others[index + 1] ?? ""]);
  const read = files.map(([path, text]) => readFile(path, text));
  return {
    texts: read.map(({ path, text }) => ({ path, text })),
    places: read.flatMap(({ places }) => places),
  };
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

const names = (rest: string): readonly string[] => rest.split(/,\s*/);

const checks: Readonly<Record<string, (items: readonly CompletionItem[], rest: string) => void>> = {
  offers: (items, rest) => {
    expect(labels(items)).toEqual(expect.arrayContaining([...names(rest)]));
  },
  not: (items, rest) => {
    expect(labels(items).filter((label) => names(rest).includes(label))).toEqual([]);
  },
  only: (items, rest) => {
    expect(labels(items).sort()).toEqual([...names(rest)].sort());
  },
  first: (items, rest) => {
    const expected = names(rest);
    expect(labels(sorted(items)).slice(0, expected.length)).toEqual(expected);
  },
  nothing: (items) => {
    expect(labels(items)).toEqual([]);
  },
  inserts: (items, rest) => {
    const [label = "", text = ""] = rest.split(" => ");
    const item = items.find((each) => each.label === label);
    expect(item?.textEdit?.newText.replaceAll("\n", "⏎")).toBe(text);
  },
  edits: (items, rest) => {
    const [label = "", text = ""] = rest.split(" => ");
    const item = items.find((each) => each.label === label);
    expect(item?.additionalTextEdits?.map(({ newText }) => newText.replaceAll("\n", "⏎"))).toEqual([text]);
  },
};

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

const sorted = (items: readonly CompletionItem[]): readonly CompletionItem[] =>
  [...items].sort((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1));

describe.each(readdirSync(folder).filter((name) => name.endsWith(".esdl")))("%s", (name) => {
  const { texts, places } = read(readFileSync(new URL(name, folder), "utf8"));
  const project = projectOf(texts);
  it.each(places.map((place) => [`${place.path}:${String(place.line)}`, place] as const))(
    "%s",
    (_, place) => {
      expect(place.expectations).not.toEqual([]);
      const typed = place.expectations.find(({ verb }) => verb === "typed")?.rest.replace("space", " ");
      const { items } = complete(requestAt(project, place.path, place.offset), typed);
      for (const { verb, rest } of place.expectations) if (verb !== "typed") checks[verb]?.(items, rest);
    },
  );
});

/**
 * Completion, as data: see testing/fixtures.ts. The verbs:
 *
 *     //? offers a, b         these are among what is offered
 *     //? not a, b            these are not
 *     //? only a, b           these and nothing else
 *     //? first a, b          these come first, in this order
 *     //? nothing
 *     //? inserts a => text   what is put in for one of them; `⏎` breaks the line
 *     //? edits a => text     what is put in elsewhere for it
 *     //? typed .             what was just typed, where that asks for completion
 */
import { describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver";
import { fixturesIn } from "../testing/fixtures.js";
import { requestAt } from "../testing/request.js";
import { complete } from "./complete.js";

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

describe.each(fixturesIn(new URL("fixtures/", import.meta.url)))("%s", (_, { project, places }) => {
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

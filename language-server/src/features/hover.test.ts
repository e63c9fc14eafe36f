/** Hover, as data: see testing/fixtures.ts. `says` is a part of what is shown, `⏎` breaks its line; `silent`: nothing is. */
import { describe, expect, it } from "vitest";
import { MarkupContent } from "vscode-languageserver";
import { fixturesIn } from "../testing/fixtures.js";
import { requestAt } from "../testing/request.js";
import { hover } from "./hover.js";

describe.each(fixturesIn(new URL("fixtures/hover/", import.meta.url)))("%s", (_, { project, places }) => {
  it.each(places.map((place) => [`${place.path}:${String(place.line)}`, place] as const))(
    "%s",
    (_, place) => {
      const contents = hover(requestAt(project, place.path, place.offset))?.contents;
      const text = MarkupContent.is(contents) ? contents.value : "";
      for (const { verb, rest } of place.expectations)
        if (verb === "says") expect(text).toContain(rest.replaceAll("⏎", "\n"));
        else expect(text).toBe("");
    },
  );
});

import { describe, expect, it } from "vitest";
import { folded, navigation } from "./navigation.js";
import { placeOf } from "./pages/documents.js";
import { documents } from "./site.js";

const entries = navigation.flatMap((group) => group.entries.map(([page]) => page));
const places = documents().map((file) => placeOf(file)?.replace(/\.md$/, "") ?? file);
const hidden = ["security", "changelog", "vscode"];

describe("the sidebar", () => {
  it("has every page once", () => {
    expect(entries.filter((page, at) => entries.indexOf(page) !== at)).toEqual([]);
  });

  it("has every page of the repository, but for those that another page leads to", () => {
    const reached = places.filter(
      (page) => !folded.some((folder) => page.startsWith(folder)) && !hidden.includes(page),
    );
    expect(reached.filter((page) => !entries.includes(page))).toEqual([]);
  });

  it("has no page that is neither written nor generated", () => {
    const generated = /^(?:reference|api|diagnostics|changes)\//;
    expect(entries.filter((page) => !places.includes(page) && !generated.test(page))).toEqual([]);
  });
});

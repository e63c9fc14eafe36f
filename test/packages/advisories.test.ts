// What `npm run audit` makes of an answer of the registry; the long tests ask one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Explanation, judge } from "../../release/judge-audit.mjs";
import { root } from "./published.js";

/** As `npm audit --json` answers: a package with an advisory, and one that only depends on it. */
const answer = {
  auditReportVersion: 2,
  vulnerabilities: {
    esbuild: {
      via: [
        {
          source: 1102341,
          name: "esbuild",
          title: "Any website can read the development server",
          url: "https://github.com/advisories/GHSA-67mh-4wv8-f99g",
          severity: "moderate",
        },
      ],
    },
    vite: { via: ["esbuild"] },
  },
};

const explained: readonly Explanation[] = [{ id: "GHSA-67mh-4wv8-f99g", why: "…", until: "2027-05-31" }];

describe("an advisory", () => {
  it("is told once, with the package that it is about", () => {
    expect(judge(answer, [], "2027-01-01")).toEqual([
      "GHSA-67mh-4wv8-f99g (moderate) in esbuild: Any website can read the development server. It is not explained.",
    ]);
  });

  it("is passed over until its explanation runs out", () => {
    expect(judge(answer, explained, "2027-05-31")).toEqual([]);
    expect(judge(answer, explained, "2027-06-01")).toEqual([
      expect.stringContaining("It was explained until 2027-05-31."),
    ]);
  });

  it("is none where nothing is vulnerable", () => {
    expect(judge({ vulnerabilities: {} }, [], "2027-01-01")).toEqual([]);
  });
});

it("has a reason and a day for every advisory that is explained", () => {
  const all = JSON.parse(
    readFileSync(join(root, "release/advisories.json"), "utf8"),
  ) as readonly Explanation[];
  for (const { id, why, until } of all) {
    expect(id).toMatch(/^GHSA(-[0-9a-z]{4}){3}$/);
    expect(why.length).toBeGreaterThan(40);
    expect(until).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

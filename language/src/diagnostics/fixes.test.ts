/** Every fix that is offered mends what it is offered for. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { applyFix } from "./apply.js";
import { type Code, diagnostics } from "./index.js";
import { pageSources } from "../testing/pages.js";

const codes = Object.keys(diagnostics) as Code[];

const offered = codes.flatMap((code) => {
  const wrong = pageSources(diagnostics[code].page.wrong);
  const options = { requireAllow: code === "ESDL3022" };
  return checkModel(wrong, options).diagnostics.flatMap(({ fixes = [] }) =>
    fixes.map((fix) => ({ code, title: fix.title, fix, wrong, options })),
  );
});

describe("fixes", () => {
  it("are offered for many mistakes", () => {
    expect(new Set(offered.map(({ code }) => code)).size).toBeGreaterThan(15);
  });

  it.each(offered)("of $code: $title", ({ code, fix, wrong, options }) => {
    const mended = checkModel(applyFix(wrong, fix), options);
    expect(mended.diagnostics.map((diagnostic) => diagnostic.code)).not.toContain(code);
    // And break nothing else on the way: the syntax stays whole.
    expect(mended.diagnostics.filter((diagnostic) => diagnostic.code.startsWith("ESDL10"))).toEqual([]);
  });
});

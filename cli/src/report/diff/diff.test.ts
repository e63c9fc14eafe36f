import type { Judged } from "@esdl/evolution";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { style } from "../../style.js";
import { diffFormats } from "./formats.js";
import type { DiffReport } from "./report.js";

const finding: Judged = {
  rule: "FIELD_RENAMED",
  row: 7,
  subject: "Shop.Order.Placed",
  path: "sum",
  message: "amount is called sum now",
  backward: "upcast",
  forward: "break",
  enforced: false,
  versions: { old: 1, now: 2 },
  old: { file: "esdl.lock", range: [4, 1, 4, 1] },
  now: { file: "model/a.esdl", range: [2, 3, 2, 6] },
  uses: ["Shop.Order.Placed.sum"],
  touches: [{ kind: "projection", name: "Shop.Sums", foreign: false }],
  action: "Downcast for older consumers.",
  clause: "version 2 { rename amount to sum }",
  fingerprint: "0123456789abcdef",
  verdict: "break",
  fails: true,
};
const passing: Judged = {
  ...finding,
  rule: "FIELD_ADDED_OPTIONAL",
  verdict: "ok",
  forward: "ok",
  backward: "ok",
  fails: false,
};
const suppressed: Judged = {
  ...finding,
  fails: false,
  suppressed: { finding: finding.fingerprint, reason: "nobody reads it", until: "2999-01-01" },
};
const report = (...findings: readonly Judged[]): DiffReport => ({
  against: "main",
  mode: "full",
  findings,
  sources: new Map([["model/a.esdl", "context Shop\n  sum: int\n"]]),
});
const plain = style(false);

describe("the formats of diff", () => {
  it("text says why, where, whom it hurts and what to do, the gravest first", () => {
    const text = diffFormats.text(report(passing, finding), plain);
    expect(text.indexOf("Breaking")).toBeLessThan(text.indexOf("Compatible"));
    for (const words of [
      "FIELD_RENAMED Shop.Order.Placed.sum: amount is called sum now",
      "at model/a.esdl:2:3, was at esdl.lock:4",
      "2 |   sum: int",
      "touches projection Shop.Sums",
      "do: Downcast for older consumers.",
      "version 2 { rename amount to sum }",
      "fingerprint 0123456789abcdef",
    ])
      expect(text).toContain(words);
    expect(diffFormats.text(report(), plain)).toBe("");
  });

  it("json holds every finding and the summary", () => {
    expect(JSON.parse(diffFormats.json(report(finding, suppressed)))).toMatchObject({
      formatVersion: 1,
      against: "main",
      mode: "full",
      findings: [
        {
          rule: "FIELD_RENAMED",
          standing: "fails",
          verdict: { backward: "upcast", forward: "break", inMode: "break" },
        },
        { standing: "suppressed", suppressed: { reason: "nobody reads it" } },
      ],
      summary: { findings: 2, failing: 1, warnings: 0, suppressed: 1 },
    });
  });

  it("github annotates what fails, and nothing that is compatible", () => {
    const lines = diffFormats.github(report(passing, finding)).split("\n");
    expect(lines.filter((line) => line.startsWith("::"))).toEqual([
      expect.stringMatching(/^::error file=model\/a\.esdl,line=2,.*title=FIELD_RENAMED::/),
    ]);
  });

  it("sarif names the rule, its text and the fingerprint", () => {
    expect(JSON.parse(diffFormats.sarif(report(finding)))).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: { rules: [{ id: "FIELD_RENAMED", shortDescription: { text: "A field was renamed" } }] },
          },
          results: [
            {
              ruleId: "FIELD_RENAMED",
              level: "error",
              partialFingerprints: { "esdl/v1": "0123456789abcdef" },
            },
          ],
        },
      ],
    });
  });

  it("junit counts failures and what is suppressed", () => {
    const xml = diffFormats.junit(report(passing, finding, suppressed));
    expect(xml).toContain('<testsuites name="esdl diff" tests="3" failures="1" errors="0" skipped="1">');
    expect(xml).toContain('<failure message="amount is called sum now" type="FIELD_RENAMED">');
  });

  it("markdown sums up in a table, unfolds what breaks and folds nothing open that passes", () => {
    const text = diffFormats.markdown(report(passing, finding));
    expect(text).toContain("### ❌ ESDL: breaking changes");
    expect(text).toContain("| ❌ | `Shop.Order.Placed.sum` | `FIELD_RENAMED` | upcast | break |");
    expect(text).toContain("<details open><summary>Breaking (1)</summary>");
    expect(text).toContain("```esdl\nversion 2 { rename amount to sum }\n```");
    expect(diffFormats.markdown(report())).toContain("no breaking change");
  });

  it("markdown stays within what a comment holds, and counts what it leaves out", () => {
    const many = Array.from({ length: 400 }, () => ({ ...finding, message: "m".repeat(400) }));
    const text = diffFormats.markdown(report(...many, { ...finding, fails: false }));
    expect(text.length).toBeLessThan(65_536);
    const shown = text.match(/^- fingerprint/gm)?.length ?? 0;
    expect(text).toContain(`<summary>Breaking (400)</summary>`);
    expect(text).toContain(`${400 - shown} more: \`esdl diff\` shows them.`);
  });

  it("let no text of a model or a person become markup or commands", () => {
    const hostile = (text: string): DiffReport =>
      report(
        { ...finding, message: text, subject: text, path: text, uses: [text] },
        { ...suppressed, suppressed: { finding: "0123456789abcdef", reason: text, until: "2999-01-01" } },
      );
    const texts = [
      "<script>alert(1)</script>",
      "</details>",
      "| a | b |",
      "\n# heading",
      "@everyone",
      "\n::error::x",
      "]]>&",
    ];
    for (const text of texts) {
      // What stands in code means nothing to Markdown.
      const markdown = diffFormats.markdown(hostile(text)).replace(/`[^`\n]*`/g, "");
      expect(markdown).not.toMatch(/^# heading|[^\\]<script|@everyone/m);
      expect(markdown.match(/[^\\]<\/details>/g)).toHaveLength(2);
      expect(
        diffFormats
          .github(hostile(text))
          .split(/[\r\n]/)
          .filter((line) => line.startsWith("::")),
      ).toHaveLength(1);
      expect(diffFormats.junit(hostile(text))).not.toContain("<script>");
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(diffFormats.text(hostile(text), plain)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 50 },
    );
  });
});

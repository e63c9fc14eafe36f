import type { Diagnostic } from "@esdl/language";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { style } from "../style.js";
import { codeFrame } from "./frame.js";
import { github } from "./github.js";
import { json } from "./json.js";
import { formats } from "./formats.js";
import type { Report } from "./report.js";
import { sarif } from "./sarif.js";

const plain = style(false);
const at = (line: number, column: number, length: number): Diagnostic["range"] => ({
  start: { line, column },
  end: { line, column: column + length },
});
const source = "context Sales\n\nvalue Money {\n  amount: decimel(2)\n}\n";
const diagnostic: Diagnostic = {
  file: "model/sales.esdl",
  severity: "error",
  code: "ESDL1101",
  message: "There is no type `decimel`",
  range: at(4, 11, 7),
  help: "Did you mean `decimal`?",
  fixes: [
    {
      title: "Change it to `decimal`",
      edits: [{ file: "model/sales.esdl", range: at(4, 11, 7), text: "decimal" }],
    },
  ],
};
const report: Report = { diagnostics: [diagnostic], sources: new Map([["model/sales.esdl", source]]) };

describe("the text format", () => {
  it("shows the place, the line, a mark under the mistake and the fix", () => {
    expect(formats.text(report, plain)).toBe(
      [
        "error[ESDL1101]: There is no type `decimel`",
        "  at model/sales.esdl:4:11",
        "3 | value Money {",
        "4 |   amount: decimel(2)",
        "  |           ^^^^^^^",
        "  help: Did you mean `decimal`?",
        "  fix: Change it to `decimal`",
        "",
        "",
      ].join("\n"),
    );
  });

  it("says nothing where there is nothing to mend", () => {
    expect(formats.text({ diagnostics: [], sources: report.sources }, plain)).toBe("");
  });

  it("marks the end of a line where something is missing", () => {
    expect(codeFrame("a\nb", at(2, 2, 0), plain, String)).toBe("1 | a\n2 | b\n  |  ^");
  });

  it("puts the mark under the mistake after tabs, wide characters and combining marks", () => {
    for (const before of ["\t\t", "日本", "e\u0301"]) {
      const line = `${before}x`;
      const rows = codeFrame(line, at(1, before.length + 1, 1), plain, String).split("\n");
      const columns = { "\t\t": 4, 日本: 4, "e\u0301": 1 }[before] ?? 0;
      expect(rows[1]).toBe(`  | ${" ".repeat(columns)}^`);
    }
  });

  it("cuts a very long line around the mistake", () => {
    const line = `${"a".repeat(500)}WRONG${"b".repeat(500)}`;
    const rows = codeFrame(line, at(1, 501, 5), plain, String).split("\n");
    const column = rows[1]?.indexOf("^") ?? 0;
    expect(rows[0]?.slice(column, column + 5)).toBe("WRONG");
    expect(rows[0]?.length).toBeLessThan(200);
  });

  it("shows no control character of a hostile model to the terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, message) => {
        const hostile: Report = {
          diagnostics: [{ ...diagnostic, message, range: at(1, 1, 3) }],
          sources: new Map([[diagnostic.file, text]]),
        };
        expect(formats.text(hostile, plain)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

describe("the json format", () => {
  it("carries every diagnostic and the summary", () => {
    expect(JSON.parse(json(report))).toEqual({
      diagnostics: [diagnostic],
      summary: { errors: 1, warnings: 0, files: 1 },
    });
  });
});

describe("the github format", () => {
  it("annotates the line and the columns", () => {
    expect(github(report)).toBe(
      "::error file=model/sales.esdl,line=4,endLine=4,col=11,endColumn=17,title=ESDL1101::" +
        "There is no type `decimel`%0ADid you mean `decimal`?\n1 error, 0 warnings in 1 file\n",
    );
  });

  it("lets no text of a model begin a command of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (message) => {
        const lines = github({
          ...report,
          diagnostics: [{ ...diagnostic, message: `${message}\n::error::x` }],
        }).split(/[\r\n]/);
        expect(lines.filter((line) => line.startsWith("::"))).toHaveLength(1);
      }),
    );
  });
});

describe("the sarif format", () => {
  it("names the rule and the region", () => {
    const log = JSON.parse(sarif(report)) as {
      runs: { results: unknown[]; tool: { driver: { rules: { id: string }[] } } }[];
    };
    expect(log.runs[0]?.results).toMatchObject([
      {
        ruleId: "ESDL1101",
        ruleIndex: 0,
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "model/sales.esdl" },
              region: { startLine: 4, startColumn: 11, endLine: 4, endColumn: 18 },
            },
          },
        ],
      },
    ]);
    expect(log.runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual(["ESDL1101"]);
  });
});

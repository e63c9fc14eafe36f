// Every row of the table of changes, as data; see rows.ts.
import { checkModel } from "@esdl/language";
import { refusalOf, rules } from "@esdl/evolution";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  againstLock,
  againstModel,
  mended,
  modelOf,
  report,
  root,
  rows,
  shownDiagnostic,
  sourcesIn,
} from "./rows.js";

const expectedOf = (row: string): string => readFileSync(join(root, row, "expected.txt"), "utf8");

describe.each(rows)("%s", (row) => {
  const before = modelOf(sourcesIn(row, "before"));
  const sources = sourcesIn(row, "after");
  const { model: after, diagnostics } = checkModel(sources);

  it("finds what is expected, and nothing else", () => {
    const found =
      after === undefined
        ? `does not compile\n${diagnostics.map((one) => `${shownDiagnostic(one)}\n`).join("")}`
        : report(againstModel(before, after));
    const file = join(root, row, "expected.txt");
    if (process.env["UPDATE_ROWS"] === "1") writeFileSync(file, found);
    expect(found).toBe(expectedOf(row));
  });

  if (after === undefined) return;

  it("finds the same against the lock, which knows no documentation", () => {
    const inShort = (findings: ReturnType<typeof againstLock>) =>
      findings
        .filter(({ rule }) => rule !== "DOCUMENTATION_CHANGED")
        .map(({ rule, subject, path, message, fingerprint }) => ({
          rule,
          subject,
          path,
          message,
          fingerprint,
        }));
    expect(inShort(againstLock(before, after))).toEqual(inShort(againstModel(before, after)));
  });

  it("says nothing when nothing changed", () => {
    expect(againstLock(before, before)).toEqual([]);
    expect(againstLock(after, after)).toEqual([]);
  });

  const findings = againstLock(before, after);
  it.runIf(findings.some(({ paste }) => paste !== undefined))(
    "is in accord with the lock again when its clauses are pasted",
    () => {
      const result = modelOf(mended(before, sources));
      const left = againstLock(before, result).filter(
        (finding) => refusalOf(finding) !== undefined && finding.paste !== undefined,
      );
      expect(left).toEqual([]);
    },
  );
});

it("there is a model for every rule", () => {
  const text = rows.map(expectedOf).join("\n");
  const gate = /^(MODE_|SUPPRESSION_|LOCK_)/;
  const shown = (name: string | undefined): boolean =>
    name !== undefined && new RegExp(`\\b${name}\\b`).test(text);
  const missing = Object.entries(rules)
    .filter(([rule, { code }]) => !gate.test(rule) && !shown(rule) && !shown(code))
    .map(([rule]) => rule);
  expect(missing).toEqual([]);
});

it("the guide lists every rule", () => {
  const guide = readFileSync(new URL("../../docs/evolution.md", import.meta.url), "utf8");
  expect(Object.keys(rules).filter((rule) => !guide.includes(`| \`${rule}\``))).toEqual([]);
});

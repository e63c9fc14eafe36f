/** The page of every export of the published packages, with the first sentence of its docstring. */
import type { ExportRow } from "../../../test/packages/exports.js";
import { code, type Page, paragraphs, plain, table } from "../page.js";

export function exportPages(rows: readonly ExportRow[]): readonly Page[] {
  const entries = [...new Set(rows.map(({ entry }) => entry))];
  return [
    {
      path: "reference/exports.md",
      text: paragraphs(
        "# Every export",
        "What the published packages offer, by the path that one imports. The [API](../api/index.md) has the whole docstrings.",
        ...entries.map((entry) =>
          paragraphs(
            `## ${code(entry)}`,
            table(
              ["export", "kind", "what it is"],
              rows
                .filter((row) => row.entry === entry)
                .map(({ name, kind, summary }) => [code(name), kind, plain(summary)]),
            ),
          ).trimEnd(),
        ),
      ),
    },
  ];
}

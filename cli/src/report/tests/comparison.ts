/**
 * Expected and actual side by side, what differs marked:
 *
 *       expected                        actual
 *       OrderPaid(amount: 20)           OrderPaid(amount: 20)
 *     ≠ OrderShipped(tracking: "t")     OrderShipped(tracking: "u")
 */
import type { Line } from "@esdl/simulator";
import { visible, type Style } from "../../style.js";
import { width } from "../frame.js";

/** Longer lines put the two below each other. */
const widestColumn = 60;
const gap = "   ";

export function comparison(
  expected: readonly Line[],
  actual: readonly Line[],
  style: Style,
): readonly string[] {
  const rows = paired(expected, actual);
  const columns = rows.map(({ left, right }) => [shown(left), shown(right)] as const);
  const widest = Math.max(...columns.map(([left]) => width(left)), "expected".length);
  const tooWide = Math.max(widest, ...columns.map(([, right]) => width(right))) > widestColumn;
  if (tooWide)
    return [
      ...below("expected", expected, style.good, style),
      ...below("actual", actual, style.error, style),
    ];
  const padded = (text: string): string => text + " ".repeat(widest - width(text));
  return [
    style.faint(`  ${padded("expected")}${gap}actual`),
    ...rows.map(({ differs }, index) => {
      const [left, right] = columns[index] ?? ["", ""];
      return differs
        ? `${style.error("≠")} ${style.good(padded(left))}${gap}${style.error(right)}`.trimEnd()
        : `  ${padded(left)}${gap}${right}`.trimEnd();
    }),
  ];
}

const shown = (line: Line | undefined): string =>
  visible(line?.text ?? "")
    .replaceAll("\n", "⏎")
    .replaceAll("\t", " ");

const below = (
  title: string,
  lines: readonly Line[],
  paint: (text: string) => string,
  style: Style,
): readonly string[] => [
  style.faint(`  ${title}`),
  ...lines.map((line) => (line.matches ? `  ${shown(line)}` : `${style.error("≠")} ${paint(shown(line))}`)),
];

interface Row {
  readonly left: Line | undefined;
  readonly right: Line | undefined;
  readonly differs: boolean;
}

/** Lines that are alike stand in one row; between them, what differs stands beside each other as far as it goes. */
function paired(expected: readonly Line[], actual: readonly Line[]): readonly Row[] {
  const rows: Row[] = [];
  let [left, right] = [0, 0];
  while (left < expected.length || right < actual.length) {
    const [a, b] = [expected[left], actual[right]];
    // One that has its like waits for it while the other side still has some without.
    const takesLeft = a !== undefined && (!a.matches || b === undefined || b.matches);
    const takesRight = b !== undefined && (!b.matches || a === undefined || a.matches);
    rows.push({
      left: takesLeft ? a : undefined,
      right: takesRight ? b : undefined,
      differs: !(takesLeft && takesRight && a.matches && b.matches),
    });
    if (takesLeft) left++;
    if (takesRight) right++;
  }
  return rows;
}

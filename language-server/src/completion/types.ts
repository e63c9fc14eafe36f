/** Types where one is written. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast } from "@esdl/language/editing";
import type { Proposal } from "./proposal.js";
import { around, type Spot } from "./spot.js";
import { symbolsAt } from "./symbols.js";

const builtIn: readonly (readonly [name: string, documentation: string])[] = [
  ["string", "Text. It compares by code point, and `length` counts code points."],
  ["int", "A whole number that is exact: overflow is an error, never a wrong number."],
  ["decimal", "An exact number of any precision; `decimal(2)` has at most two fraction digits."],
  ["bool", "`true` or `false`."],
  ["uuid", "A UUID."],
  ["instant", "A point in time: ISO-8601, UTC, with milliseconds."],
  ["date", "A day: `YYYY-MM-DD`."],
  ["duration", "A length of time: `500ms 30s 15m 2h 3d`."],
  ["json", "Anything; opaque."],
];

export function typeNames(spot: Spot): readonly Proposal[] {
  const isKey = ast.isKey(spot.place.node.$container) || around(spot, ast.isKey) !== undefined;
  return [
    ...(spot.expected.before === "."
      ? []
      : builtIn.map(([label, documentation]): Proposal => ({
          label,
          kind: CompletionItemKind.Keyword,
          rank: "fitting",
          documentation,
        }))),
    ...symbolsAt(spot, {
      kinds: isBase(spot) ? ["brand", "enum"] : ["brand", "enum", "value", "entity"],
      rank: (symbol) => (isKey && symbol.kind === "brand" ? "wanted" : "fitting"),
    }),
  ];
}

/** What a type of its own may be made of. */
function isBase({ expected }: Spot): boolean {
  return expected.possible.some(({ path }) =>
    path.some(({ type, property }) => property === "base" && (type === "TypeDecl" || type === "IdDecl")),
  );
}

/** What the kinds of symbols are called in sentences. */
import { list } from "../diagnostics/words.js";
import { type SymbolKind, typeKinds } from "./api.js";

const words: Readonly<Record<SymbolKind | "context", string>> = {
  context: "a context",
  brand: "a type",
  enum: "an enum",
  value: "a value",
  entity: "an entity",
  role: "a role",
  function: "a function",
  externalCommand: "an external command",
  aggregate: "an aggregate",
  event: "an event",
  command: "a command",
  rejection: "a rejection",
  builtInRejection: "a built-in rejection",
  projection: "a projection",
  saga: "a saga",
  policy: "a policy",
};

/** `an event`. */
export const kindWord = (kind: SymbolKind | "context"): string => words[kind];

/** Kinds that go without saying beside another. */
const implied: Partial<Readonly<Record<SymbolKind, SymbolKind>>> = {
  externalCommand: "command",
  builtInRejection: "rejection",
};

/** `an event`, `a type`, `an aggregate, a projection or a saga`. */
export function expectedWord(kinds: readonly SymbolKind[]): string {
  const types = typeKinds.every((kind) => kinds.includes(kind));
  const said = kinds.filter((kind) => {
    const other = implied[kind];
    return (
      (other === undefined || !kinds.includes(other)) && !(types && isTypeKind(kind) && kind !== "brand")
    );
  });
  return list(
    said.map((kind) => words[kind]),
    "or",
  );
}

const isTypeKind = (kind: SymbolKind): boolean => typeKinds.some((one) => one === kind);

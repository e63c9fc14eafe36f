/** Types that contain themselves: values and entities through their fields, brands through their base. */
import type { Report } from "../diagnostics/report.js";
import type { Ref, Type } from "../model/index.js";
import type { DeclaredKind, Names, SymbolOf } from "../names/api.js";
import type { Signatures } from "./api.js";
import { refsIn } from "./types.js";

/** Reports one mistake per group of types, among those that `symbols` lead to, that lead back to themselves. */
export function reportCircles(
  symbols: Iterable<SymbolOf<DeclaredKind>>,
  names: Names,
  signatures: Signatures,
  report: Report,
): void {
  const partsOf = (ref: Ref): readonly (Type | undefined)[] => {
    switch (names.symbols.get(ref)?.kind) {
      case "value":
        return signatures.value(ref)?.fields.map(({ type }) => type) ?? [];
      case "entity":
        return signatures.entity(ref)?.fields.map(({ type }) => type) ?? [];
      case "brand":
        return [signatures.brand(ref)?.base];
      default:
        return [];
    }
  };
  /** Done with, and found to be in no circle that is not reported. */
  const done = new Set<Ref>();
  const path: Ref[] = [];
  const visit = (ref: Ref): void => {
    if (done.has(ref)) return;
    const start = path.indexOf(ref);
    if (start >= 0) {
      const circle = path.slice(start);
      for (const one of circle) done.add(one);
      const symbol = names.symbols.get(ref);
      if (symbol !== undefined)
        report(
          "ESDL1209",
          { node: symbol.node, property: "name" },
          { name: symbol.name, through: circle.slice(1).map((one) => names.symbols.get(one)?.name ?? one) },
        );
      return;
    }
    path.push(ref);
    for (const type of partsOf(ref)) for (const next of refsIn(type)) visit(next);
    path.pop();
    done.add(ref);
  };
  for (const symbol of symbols)
    if (symbol.kind === "value" || symbol.kind === "entity" || symbol.kind === "brand") visit(symbol.ref);
}

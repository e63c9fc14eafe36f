/** Puts names together: tables, contexts, visibility, looking up and explaining. */
import { AstUtils } from "langium";
import type { Report } from "../diagnostics/report.js";
import { isAggregateDecl, isModel, type Model } from "../generated/ast.js";
import type { ModelSymbol, NameSegment, Names, Place, SymbolKind, SymbolOf, Target } from "./api.js";
import { collect } from "./collect.js";
import { explain, type Explained } from "./explain.js";
import { createLookup, type Hit, isOf } from "./lookup.js";
import { contextsOf } from "./uses.js";
import { createVisibility } from "./visibility.js";

/**
 * The names of `models`, one per file, in the order of the files. Reports names that are declared twice and what is wrong
 * with `uses`.
 */
export function createNames(models: readonly Model[], report: Report): Names {
  const resolutions = new Map<NameSegment, Target>();
  const record = (name: NameSegment, target: Target): void => {
    resolutions.set(name, target);
  };
  const tables = collect(models, report);
  const contexts = contextsOf(tables.scopes, report, record);
  const lookup = createLookup(tables, contexts);
  const isShown = createVisibility(lookup);
  const isVisible = (symbol: ModelSymbol, context: string): boolean =>
    symbol.kind === "builtInRejection" ||
    symbol.context === context ||
    (contexts.get(context)?.uses.some((use) => use.context === symbol.context) === true && isShown(symbol));
  const explained: Explained = { lookup, report, isVisible, isShown };

  const hit = <K extends SymbolKind>(
    name: readonly string[],
    kinds: readonly K[],
    from: Place,
  ): Hit<SymbolOf<K>> | undefined => {
    // What the place's own aggregate declares is seen there, whatever its context.
    const own = from.aggregate?.ref;
    const result = lookup.find(
      name,
      kinds,
      from,
      (symbol) =>
        isVisible(symbol, from.context) ||
        (own !== undefined && "aggregate" in symbol && symbol.aggregate === own),
    );
    return result.kind === "one" ? result.hit : undefined;
  };
  const take: Names["take"] = (name, kinds, from) => {
    const meant = hit(textsOf(name), kinds, from);
    meant?.trail.forEach((target, index) => {
      const segment = name[index];
      if (segment !== undefined) record(segment, target);
    });
    return meant?.symbol;
  };
  /** Nothing for what was declared twice: that has been reported. */
  const sure = <S extends ModelSymbol>(symbol: S | undefined): S | undefined =>
    symbol === undefined || tables.isUnsure(symbol) ? undefined : symbol;

  return {
    contexts,
    symbols: tables.symbols,
    roles: tables.roles,
    resolutions,
    get: (kind, ref) => {
      const symbol: ModelSymbol | undefined =
        kind === "role" ? tables.roles.get(ref) : tables.symbols.get(ref);
      return isOf(symbol, [kind]) ? symbol : undefined;
    },
    declaredBy: tables.declaredBy,
    membersOf: (aggregate) => [...tables.membersOf(aggregate).values()],
    placeOf: (node) => {
      const context = AstUtils.getContainerOfType(node, isModel)?.name ?? "";
      const around = AstUtils.getContainerOfType(node, isAggregateDecl);
      const aggregate = around === undefined ? undefined : tables.declaredBy(around);
      return aggregate?.kind === "aggregate" ? { context, aggregate } : { context };
    },
    find: (name, kinds, from) => hit(name, kinds, from)?.symbol,
    take,
    resolve: (name, kinds, from) => sure(take(name, kinds, from) ?? explain(explained, name, kinds, from)),
    resolveIn: (name, kinds, aggregate) => {
      const place = { context: aggregate.context, aggregate };
      const [segment, ...others] = name;
      const member =
        segment === undefined ? undefined : tables.membersOf(aggregate.ref).get(segment.$refText);
      if (segment === undefined || others.length > 0 || !isOf(member, kinds))
        return sure(take(name, kinds, place) ?? explain(explained, name, kinds, place));
      record(segment, member);
      return sure(member);
    },
    isVisible,
    record,
  };
}

const textsOf = (name: readonly NameSegment[]): readonly string[] => name.map((segment) => segment.$refText);

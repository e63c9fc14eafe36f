/** The whole model: every declaration of every context, in the order of the files and of their places. */
import type { Location } from "../diagnostics/locate.js";
import type * as ast from "../generated/ast.js";
import { type Context, type Model, modelFormatVersion } from "../model/index.js";
import type { ContextSymbol, DeclaredKind, SymbolOf } from "../names/api.js";
import { type Assembly, docAt } from "./assembly.js";
import type { DeclarationOf, Declarations, TopKind } from "./declarations.js";

/** What could be made out; the whole model if nothing was reported. */
export function assembleModel(assembly: Assembly, declarations: Declarations): Model {
  const contextOf = (symbol: ContextSymbol): Context => {
    const declared = symbolsOf(assembly, symbol);
    const each = <K extends TopKind>(kind: K): readonly DeclarationOf[K][] =>
      declared
        .filter((candidate): candidate is SymbolOf<K> => candidate.kind === kind)
        .flatMap((candidate) => declarations.of(candidate)?.declaration ?? []);
    return {
      name: symbol.name,
      ...headerDoc(symbol),
      headers: symbol.files.map((file) => assembly.locate.span(headerAt(assembly, file))),
      uses: symbol.uses.map(({ context, role, node }) => ({
        span: assembly.locate.span(node),
        context,
        role,
      })),
      brands: each("brand"),
      enums: each("enum"),
      values: each("value"),
      roles: each("role"),
      functions: each("function"),
      externalCommands: each("externalCommand"),
      aggregates: each("aggregate"),
      projections: each("projection"),
      sagas: each("saga"),
      policies: each("policy"),
      scenarios: symbol.files
        .flatMap((file) => file.declarations)
        .filter((node) => node.$type === "ScenarioDecl")
        .flatMap((node) => declarations.scenario(node) ?? []),
    };
  };
  return {
    formatVersion: modelFormatVersion,
    files: assembly.locate.files.map((file) => file.path),
    contexts: [...assembly.names.contexts.values()].map(contextOf),
  };
}

/** What a context declares, in the order of its files; second declarations of a name are left out. */
const symbolsOf = ({ names }: Assembly, { files }: ContextSymbol): readonly SymbolOf<DeclaredKind>[] =>
  files
    .flatMap((file) => file.declarations)
    .flatMap((node) => (node.$type === "ScenarioDecl" ? [] : (names.declaredBy(node) ?? [])));

function headerDoc({ files }: ContextSymbol): { readonly doc?: string } {
  const docs = files.flatMap((file) => docAt(file).doc ?? []);
  return docs.length === 0 ? {} : { doc: docs.join("\n\n") };
}

/** From `context` to the end of its name. */
function headerAt({ locate }: Assembly, file: ast.Model): Location {
  const name = locate.offsets({ node: file, property: "name" });
  return { ...name, start: Math.min(locate.offsets(file).start, name.start) };
}

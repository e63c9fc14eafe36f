/** Names as those who use the package see them: by the index of a context. */
import type { AggregateDecl, Ref } from "@esdl/language/model";
import { typeName } from "../names/index.js";
import type { File } from "../typescript/file.js";
import type { Sym, Symbols } from "../typescript/symbols.js";

/** A brand, value or enum of a context. */
export function publicSymbol(ref: Ref, symbols: Symbols): Sym {
  return throughIndex(symbols.of("declared", ref));
}

/** The module of a context, for `createApp`. */
export function moduleSymbol(context: string, symbols: Symbols): Sym {
  return { module: symbols.module(context, "index"), name: symbols.names.module(context) };
}

/** The namespace of an aggregate or a projection: `Account`. */
export function namespace({ ref, name }: Pick<AggregateDecl, "ref" | "name">, file: File): string {
  return file.use({
    module: throughIndex({ module: file.symbols.aggregateModule(ref), name: "" }).module,
    name: typeName(name),
  });
}

/** `Account.Withdraw`. */
export function commandName(ref: Ref, aggregate: AggregateDecl, file: File): string {
  return `${namespace(aggregate, file)}.${file.symbols.of("declared", `command:${ref}`).name}`;
}

/** `SendNote`. */
export function externalCommandName(ref: Ref, file: File): string {
  return file.use(throughIndex(file.symbols.of("declared", `external:${ref}`)));
}

/** `Account.available`. */
export function getterName(name: string, aggregate: AggregateDecl, file: File): string {
  return `${namespace(aggregate, file)}.${file.symbols.of("getter", `${aggregate.ref}.${name}`).name}`;
}

function throughIndex({ module, name }: Sym): Sym {
  return { module: `${module.slice(0, module.indexOf("/"))}/index`, name };
}

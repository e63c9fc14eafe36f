/** For editors: a model while it is being written, its trees, names and types. */
export type * from "./api.js";
export { createProject } from "./project.js";
export { leavesOf, placeAt } from "./places.js";
export { tokensOf, type SourceToken, type TokenKind } from "./tokens.js";
export { caretName, expectedAt, type Expected, type Possible } from "./expected/index.js";
export * as ast from "../generated/ast.js";
export type {
  ContextSymbol,
  DeclaredKind,
  MemberTarget,
  ModelSymbol,
  Names,
  NameSegment,
  Place,
  SymbolKind,
  SymbolNodes,
  SymbolOf,
  SymbolTable,
  Target,
  UsedContext,
} from "../names/api.js";
export type * from "../signatures/api.js";
export type { Env, Facts, Local, RootMember, RootScope } from "../elaborate/environment.js";
export { bindings, qualifier } from "../elaborate/environment.js";
export type { BodyRules, StatementKind } from "../elaborate/statements.js";
export type { Slot } from "../elaborate/arguments.js";
export { isScalarName, refsIn } from "../signatures/types.js";
export { displayType } from "../types/display.js";
export { assignable, underlying } from "../types/assignable.js";
export { familiesOf, type MethodRow, methodsOf } from "../types/methods.js";
export { durationLiteral } from "../types/literals.js";
export { presentOf } from "../types/scalars.js";
export type { Ref, Type } from "../model/types.js";
export { builtInRoles } from "../names/scope.js";
export { contextRoles } from "../names/uses.js";
export { builtInRejections } from "../model/index.js";
export { reservedWords, statementWords } from "../syntax/words.js";
export { docOf, startWithDoc } from "../syntax/doc.js";
export { type AstNode, AstUtils } from "langium";
export { findProperty, type Locator, type Location } from "../diagnostics/locate.js";

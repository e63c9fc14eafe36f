/** For editors: a model while it is being written, its trees, names and types. */
export type * from "./api.js";
export { createProject } from "./project.js";
export { leavesOf, placeAt } from "./places.js";
export { tokensOf, type SourceToken } from "./tokens.js";
export * as ast from "../generated/ast.js";
export type * from "../names/api.js";
export type * from "../signatures/api.js";
export type { Env, Facts, Local, RootMember, RootScope } from "../elaborate/environment.js";
export { bareNames, bindings, qualifier } from "../elaborate/environment.js";
export type { BodyRules, StatementKind } from "../elaborate/statements.js";
export type { Slot } from "../elaborate/arguments.js";
export { displayType } from "../types/display.js";
export { familiesOf, methodsOf } from "../types/methods.js";
export { docOf } from "../syntax/doc.js";
export type { Locator, Location } from "../diagnostics/locate.js";

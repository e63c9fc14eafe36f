/** The one set of syntax services that checking and formatting share: building the parser takes a while. */
import { createSyntax, type SyntaxServices } from "./services.js";

let services: SyntaxServices | undefined;

/** It keeps nothing of what it has parsed, and of the concrete syntax only where things stand. */
export const syntax = (): SyntaxServices => (services ??= createSyntax({ placesOnly: true }));

/** The language server. `createServer` serves a connection; the command line and editors bring their own. */
export { createServer } from "./server.js";
export type { FromThread, ScenarioThread, ToThread } from "./scenarios/messages.js";
export type { DiffAnswer, Host, ModelFolder } from "./host.js";

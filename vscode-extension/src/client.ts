/** The connection to the language server. */
import { workspace } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

/** Of the server at `module`, not started yet. */
export function createClient(module: string): LanguageClient {
  return new LanguageClient(
    "esdl",
    "ESDL",
    { module, transport: TransportKind.ipc },
    {
      documentSelector: [{ language: "esdl" }],
      initializationOptions: { esdl: workspace.getConfiguration("esdl") },
    },
  );
}

/** The connection to the language server that comes with the extension. */
import { workspace } from "vscode";
import type { ClientCapabilities } from "vscode-languageclient";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

/** Of the program at `module`, not started yet. */
export function createClient(module: string): LanguageClient {
  const client = new LanguageClient(
    "esdl",
    "ESDL",
    { module, args: ["lsp"], transport: TransportKind.ipc },
    {
      // Not the other side of a comparison, which is a file of another time.
      documentSelector: ["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: "esdl" })),
      initializationOptions: { esdl: workspace.getConfiguration("esdl") },
    },
  );
  // What stands above declarations and scenarios may be clicked on.
  client.registerFeature({
    fillClientCapabilities: (capabilities: ClientCapabilities) => {
      capabilities.experimental = { commands: { commands: ["esdl.showReferences", "esdl.runScenario"] } };
    },
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  });
  return client;
}

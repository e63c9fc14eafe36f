/** The connection to the language server that comes with the extension. */
import { workspace } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

/** Of the program at `module`, not started yet. */
export function createClient(module: string): LanguageClient {
  return new LanguageClient(
    "esdl",
    "ESDL",
    { module, args: ["lsp"], transport: TransportKind.ipc },
    {
      // Not the other side of a comparison, which is a file of another time.
      documentSelector: ["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: "esdl" })),
      initializationOptions: { esdl: workspace.getConfiguration("esdl") },
    },
  );
}

/** Starts the language server that the extension brings along, and ends it with the editor. */
import type { ExtensionContext } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient } from "./client.js";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = createClient(context.asAbsolutePath("dist/server.cjs"));
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Where the extension begins and ends: the server is started beside the editor, which waits for nothing. */
import { commands, type ExtensionContext, window } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient } from "./client.js";
import { createCommands } from "./commands/commands.js";
import { createDiffView } from "./diff/view.js";
import { createExplorer } from "./scenarios/explorer.js";
import { provideTasks } from "./tasks/provider.js";

let client: LanguageClient | undefined;

export function activate(context: ExtensionContext): void {
  const program = context.asAbsolutePath("dist/esdl.cjs");
  const started = createClient(program);
  client = started;
  const explorer = createExplorer(started);
  const diffView = createDiffView();
  const handlers = createCommands({
    client: started,
    explorer,
    diffView,
    program,
    memory: context.workspaceState,
  });
  context.subscriptions.push(
    explorer,
    diffView,
    provideTasks(program),
    ...Object.entries(handlers).map(([id, handler]) => commands.registerCommand(id, handler)),
  );
  started.start().catch(async (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const show = "Show Output";
    const chosen = await window.showErrorMessage(
      `The language server of ESDL did not start: ${message}`,
      show,
    );
    if (chosen === show) started.outputChannel.show();
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

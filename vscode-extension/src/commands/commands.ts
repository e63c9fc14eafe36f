/** What each command does. */
import { commands, type Memento, type Uri, window, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { compareModel } from "../diff/compare.js";
import type { DiffView } from "../diff/view.js";
import { chooseModel } from "../models/choose.js";
import type { Explorer } from "../scenarios/explorer.js";
import type { Verb } from "../tasks/definition.js";
import { runVerb } from "../tasks/provider.js";
import type { CommandId } from "./ids.js";
import { showReferences } from "./references.js";

export interface CommandContext {
  readonly client: LanguageClient;
  readonly explorer: Explorer;
  readonly diffView: DiffView;
  /** The command line that comes with the extension. */
  readonly program: string;
  readonly memory: Memento;
}

// What a command is given depends on who calls it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Handler = (...given: any[]) => unknown;

export function createCommands(context: CommandContext): Readonly<Record<CommandId, Handler>> {
  const { client, explorer, program } = context;
  const verb =
    (name: Verb): Handler =>
    async (file?: Uri) => {
      const model = await chooseModel(file);
      if (model !== undefined) await runVerb(model, name, program);
    };
  return {
    "esdl.newModel": newModel,
    "esdl.check": verb("check"),
    "esdl.compile": verb("compile"),
    "esdl.test": verb("test"),
    "esdl.diff": (file?: Uri) => compareModel(file, context),
    "esdl.restartServer": () => client.restart(),
    "esdl.showOutput": () => {
      client.outputChannel.show();
    },
    "esdl.showReferences": showReferences(client),
    "esdl.runScenario": (uri: string, name: string) => explorer.runScenario(uri, name),
  };
}

async function newModel(): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: "esdl" }));
  await commands.executeCommand("editor.action.insertSnippet", { langId: "esdl", name: "Model" });
}

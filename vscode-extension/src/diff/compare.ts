/** Asks what a model is to be compared with, and shows what changed and whom it hurts. */
import { commands, ProgressLocation, Uri, window, workspace } from "vscode";
import type { CommandContext } from "../commands/commands.js";
import { chooseModel, labelOf, type ModelFolder } from "../models/choose.js";
import { type DiffAnswer, methods } from "../protocol.js";
import { type Choice, choicesFor, choicesWith } from "./choices.js";
import { refsAround } from "./git.js";

const lastKey = "esdl.diff.last";

type Context = Pick<CommandContext, "client" | "diffView" | "memory">;

export async function compareModel(
  file: Uri | undefined,
  { client, diffView, memory }: Context,
): Promise<void> {
  // Git may run what a repository's own configuration says.
  if (!workspace.isTrusted) {
    void window.showInformationMessage("Models are compared in workspaces that you trust: it runs git.");
    return;
  }
  const model = await chooseModel(file);
  if (model === undefined) {
    void window.showInformationMessage("There is no model to compare: open a folder with .esdl files.");
    return;
  }
  const choice = await choose(model, memory.get<string>(lastKey));
  if (choice === undefined) return;
  const { against, label } = choice;
  await memory.update(lastKey, against);
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: `Comparing with ${label}` },
    () =>
      client.sendRequest<DiffAnswer | null>(methods.diff, {
        against,
        uri: client.code2ProtocolConverter.asUri(model.uri),
      }),
  );
  if (answer === null) void window.showErrorMessage("The models could not be compared: see the output ESDL.");
  else if ("error" in answer) await refuse(answer.error);
  else await diffView.show(`Since ${label}`, `${model.uri.path}?${against}`, answer.markdown);
}

/** The first line says why; where mistakes of the model are the reason, they are listed already. */
async function refuse(error: string): Promise<void> {
  const [first = "", ...more] = error.trim().split("\n");
  const show = "Show Problems";
  const chosen = await window.showErrorMessage(first, ...(more.length > 0 ? [show] : []));
  if (chosen === show) await commands.executeCommand("workbench.actions.view.problems");
}

/** A list to pick from, in which anything else may be written. */
async function choose(model: ModelFolder, last: string | undefined): Promise<Choice | undefined> {
  const lock = Uri.joinPath(model.uri, "esdl.lock");
  const hasLock = await workspace.fs.stat(lock).then(
    () => true,
    () => false,
  );
  const choices = choicesFor({ hasLock, ...(await refsAround(model.uri)), last });
  const pick = window.createQuickPick<Choice>();
  pick.title = `Compare ${labelOf(model)} with`;
  pick.placeholder = "A release, a branch, a tag, or any git ref or path";
  pick.items = choices;
  pick.onDidChangeValue((text) => {
    pick.items = choicesWith(choices, text);
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

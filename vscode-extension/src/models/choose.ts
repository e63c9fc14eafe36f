/** Which model a command is about. */
import { RelativePattern, Uri, window, workspace, type WorkspaceFolder } from "vscode";
import { nearest } from "./folders.js";

/** The folder of a configuration, or a workspace folder without any. */
export interface ModelFolder {
  readonly uri: Uri;
  readonly workspaceFolder: WorkspaceFolder;
}

/** As people know it: its path, or the name of the workspace folder that it is. */
export const labelOf = ({ uri, workspaceFolder }: ModelFolder): string =>
  uri.toString() === workspaceFolder.uri.toString()
    ? workspaceFolder.name
    : workspace.asRelativePath(uri, (workspace.workspaceFolders ?? []).length > 1);

/** The models of all workspace folders. */
export async function modelFolders(): Promise<readonly ModelFolder[]> {
  const inside = (workspace.workspaceFolders ?? []).map(async (workspaceFolder) => {
    const pattern = new RelativePattern(workspaceFolder, "**/esdl.config.json");
    const configs = await workspace.findFiles(pattern, "**/node_modules/**");
    const uris =
      configs.length === 0 ? [workspaceFolder.uri] : configs.map((file) => Uri.joinPath(file, ".."));
    return uris.sort((a, b) => a.path.localeCompare(b.path)).map((uri) => ({ uri, workspaceFolder }));
  });
  return (await Promise.all(inside)).flat();
}

/** The model of a file, of the one that is being looked at, the only one, or the one that is picked. */
export async function chooseModel(file?: Uri): Promise<ModelFolder | undefined> {
  const models = await modelFolders();
  const active = window.activeTextEditor?.document;
  const at = file ?? (active?.languageId === "esdl" ? active.uri : undefined);
  const paths = models.map((model) => ({ path: model.uri.path, model }));
  const found = at === undefined ? undefined : nearest(paths, at.path)?.model;
  if (found !== undefined || models.length < 2) return found ?? models[0];
  const picked = await window.showQuickPick(
    models.map((model) => ({ label: labelOf(model), model })),
    { placeHolder: "Which model?" },
  );
  return picked?.model;
}

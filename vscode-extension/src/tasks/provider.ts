/** The tasks `esdl: check`, `compile` and `test` of each model, run by the project's own command line. */
import { join, relative } from "node:path";
import {
  type Disposable,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  tasks,
  type WorkspaceFolder,
} from "vscode";
import { type ModelFolder, modelFolders } from "../models/choose.js";
import { commandLineFor } from "./command-line.js";
import { argumentsOf, type EsdlTask, matchersOf, nameOf, offered, taskOf, type Verb } from "./definition.js";

/** `bundled`: the command line that comes with the extension. */
export const provideTasks = (bundled: string): Disposable =>
  tasks.registerTaskProvider("esdl", {
    provideTasks: async () => {
      const models = (await modelFolders()).filter(({ uri }) => uri.scheme === "file");
      return Promise.all(
        models.flatMap((model) =>
          offered.map((task) => createTask(definitionIn(model, task), model.workspaceFolder, bundled)),
        ),
      );
    },
    resolveTask: (task) => {
      const definition = taskOf(task.definition);
      const { scope } = task;
      if (definition === undefined || scope === undefined || typeof scope === "number") return undefined;
      return createTask(definition, scope, bundled, task.definition);
    },
  });

/** Runs a verb on a model, in the terminal of tasks. */
export async function runVerb(model: ModelFolder, verb: Verb, bundled: string): Promise<void> {
  await tasks.executeTask(await createTask(definitionIn(model, { verb }), model.workspaceFolder, bundled));
}

function definitionIn({ uri, workspaceFolder }: ModelFolder, task: Omit<EsdlTask, "type">): EsdlTask {
  const folder = relative(workspaceFolder.uri.fsPath, uri.fsPath).replaceAll("\\", "/");
  return { type: "esdl", ...task, ...(folder === "" ? {} : { folder }) };
}

/** `as`: what is in `tasks.json`, which has to come back as it is. */
async function createTask(
  task: EsdlTask,
  scope: WorkspaceFolder,
  bundled: string,
  as: TaskDefinition = { ...task },
): Promise<Task> {
  const cwd = scope.uri.fsPath;
  const line = await commandLineFor(join(cwd, task.folder ?? "."), {
    bundled,
    runtime: process.execPath,
    platform: process.platform,
  });
  const execution = new ShellExecution(line.command, [...line.args, ...argumentsOf(task)], {
    cwd,
    ...(line.env === undefined ? {} : { env: { ...line.env } }),
  });
  const made = new Task(as, scope, nameOf(task), "esdl", execution, [...matchersOf(task)]);
  if (task.verb === "compile") made.group = TaskGroup.Build;
  if (task.verb === "test") made.group = TaskGroup.Test;
  made.isBackground = task.watch === true;
  return made;
}

/** `esdl/diff`: what the model on disk changes against a git ref or the lock, as Markdown. */
import { URI } from "vscode-uri";
import type { DiffAnswer, Host } from "../host.js";
import type { Feature } from "./feature.js";

export const diffFeature = (host: Host): Feature => ({
  capabilities: {},
  register: (connection, serve) => {
    connection.onRequest(
      "esdl/diff",
      serve.models(
        async (
          models,
          { against, uri }: { readonly against: string; readonly uri?: string },
        ): Promise<DiffAnswer> => {
          const model =
            uri === undefined
              ? models.find(({ folder }) => folder.config !== undefined)
              : (models.find(({ folder }) => folder.root === URI.parse(uri).fsPath) ??
                (await serve.modelOf(uri)));
          if (model === undefined)
            return { error: "No model is open: open a folder with an esdl.config.json." };
          return host.diff(model.folder, against);
        },
      ),
    );
  },
});

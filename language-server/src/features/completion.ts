/** Completion; what takes longer to say of an item is said when it is looked at. */
import { type CompletionItem, CompletionTriggerKind } from "vscode-languageserver";
import { complete } from "../completion/complete.js";
import { resolved } from "../completion/resolve.js";
import type { Feature } from "./feature.js";

export const completionFeature: Feature = {
  capabilities: {
    completionProvider: {
      resolveProvider: true,
      // Members, arguments, names that have to follow a word, and fields in the texts of rejections.
      triggerCharacters: [".", "(", " ", "{"],
    },
  },
  register: (connection, serve) => {
    connection.onCompletion(
      serve.soon.place((request, { context }) =>
        complete(
          request,
          context?.triggerKind === CompletionTriggerKind.TriggerCharacter
            ? context.triggerCharacter
            : undefined,
        ),
      ),
    );
    connection.onCompletionResolve(async (item, token): Promise<CompletionItem> => {
      const answer = serve.models((models, asked: CompletionItem) =>
        resolved(
          asked,
          models.map(({ project }) => project),
        ),
      );
      return (await answer(item, token)) ?? item;
    });
  },
};

/** What a model changes, in the editor's preview of Markdown: a document that is on no disk. */
import { commands, Disposable, EventEmitter, Uri, window, workspace } from "vscode";

const scheme = "esdl-diff";

export interface DiffView extends Pick<Disposable, "dispose"> {
  /** `id` tells comparisons apart: the same one is shown in the same place again. */
  show(title: string, id: string, markdown: string): Promise<void>;
}

export function createDiffView(): DiffView {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const registered = Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) texts.delete(uri.toString());
    }),
  );
  return {
    show: async (title, id, markdown) => {
      const uri = Uri.from({ scheme, path: `/${title.replaceAll("/", "∕")}.md`, query: id });
      texts.set(uri.toString(), markdown);
      changed.fire(uri);
      try {
        await commands.executeCommand("markdown.showPreview", uri);
      } catch {
        // The preview may be turned off.
        await window.showTextDocument(uri);
      }
    },
    dispose: () => {
      registered.dispose();
    },
  };
}

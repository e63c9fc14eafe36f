/** The branches and tags around a model, as the editor's own git knows them. */
import { extensions, type Uri } from "vscode";
import type { Ref } from "./choices.js";

/** The part of the extension `vscode.git` that is used here. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: Uri): {
      getRefs(query: {
        readonly sort: "committerdate";
      }): Promise<readonly { readonly type: number; readonly name?: string }[]>;
      readonly state: { readonly HEAD?: { readonly name?: string } };
    } | null;
  };
}

const kinds: readonly (Ref["kind"] | undefined)[] = ["branch", "remote", "tag"];

/** Nothing where there is no git, or no repository. */
export async function refsAround(
  folder: Uri,
): Promise<{ readonly refs: readonly Ref[]; readonly current?: string | undefined }> {
  try {
    const git = await extensions.getExtension<GitExtension>("vscode.git")?.activate();
    const repository = git?.getAPI(1).getRepository(folder);
    if (repository === undefined || repository === null) return { refs: [] };
    const refs = (await repository.getRefs({ sort: "committerdate" })).flatMap(({ type, name }) => {
      const kind = kinds[type];
      return kind === undefined || name === undefined || name.endsWith("/HEAD") ? [] : [{ name, kind }];
    });
    return { refs, current: repository.state.HEAD?.name };
  } catch {
    // It may be turned off; a ref can still be written.
    return { refs: [] };
  }
}

/** Both sides of a comparison, checked one after the other: a file that both have is parsed once. */
import { type Checked, createWorkspace, type Workspace } from "@esdl/language";
import type { Config } from "./config.js";
import type { Sources } from "./sources.js";

export type CheckSide = (files: Sources["files"], config: Pick<Config, "requireAllow">) => Checked;

export function checkSides(): CheckSide {
  const sides = new Map<boolean, { readonly workspace: Workspace; paths: ReadonlySet<string> }>();
  return (files, { requireAllow }) => {
    const side = sides.get(requireAllow) ?? {
      workspace: createWorkspace({ requireAllow }),
      paths: new Set(),
    };
    sides.set(requireAllow, side);
    const { workspace } = side;
    const paths = new Set(files.map(({ path }) => path));
    for (const path of side.paths) if (!paths.has(path)) workspace.remove(path);
    for (const { path, text } of files) workspace.set(path, text);
    side.paths = paths;
    return workspace.check();
  };
}

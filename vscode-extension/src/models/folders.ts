/** The models of a workspace, by the folders of their configurations. Paths have `/`. */

/** The folder that a file is in, or the nearest above it. */
export function nearest<F extends { readonly path: string }>(
  folders: readonly F[],
  file: string,
): F | undefined {
  return folders
    .filter(({ path }) => file.startsWith(path.endsWith("/") ? path : `${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** Which paths may be written: plain relative ones that mean the same on every system. */
import { isDevice } from "../names/reserved.js";

/** Temporary files stand beside their targets under this ending until they are renamed. */
export const temporary = ".esdl-new";

/** What is wrong with a path below the output folder, or `undefined`. Emitted paths and those of a manifest are both hostile. */
export function wrongPath(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (path.startsWith("/") || /^[A-Za-z]:/u.test(path)) return "it is absolute";
  if (/[\\<>:"|?*\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(path))
    return "it has characters that not every system allows";
  if (path.length > 400) return "it is longer than 400 characters";
  for (const part of path.split("/")) {
    if (part === "" || part === ".") return "it has an empty part";
    if (part === "..") return "it leads out of the folder";
    if (part.length > 120) return "one of its parts is longer than 120 characters";
    if (/[. ]$/u.test(part)) return "one of its parts ends in a dot or a space, which Windows drops";
    if (isDevice(part)) return `\`${part}\` is a device on Windows`;
    if (part.normalize("NFC") !== part) return "it is not in Unicode's normal form C";
  }
  return undefined;
}

/** The same for paths that are one file where case is ignored. */
export function foldPath(path: string): string {
  return path.toUpperCase().toLowerCase();
}

/** The folders that a path goes through, outermost first: `a/b/c` goes through `a` and `a/b`. */
export function foldersOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

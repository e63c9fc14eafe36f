/** The files of a model while they are being written: which there are, and what they mean as they are now. */
import { checkFiles, type CheckOptions, inOrder } from "../check-files.js";
import { parseFile } from "../check-model.js";
import type { Project, ProjectFile } from "./api.js";
import { partAround } from "./part.js";
import { createView, type View } from "./view.js";

/** Begins a model without files, for editing: to which they are added one at a time. */
export const createProject = (options: CheckOptions = {}): Project => projectOf(new Map(), options);

function projectOf(files: Map<string, ProjectFile>, options: CheckOptions): Project {
  let now: View | undefined;
  const view = (): View => (now ??= createView(inOrder(files.values()), options));
  return {
    files,
    set: (path, text) => {
      if (files.get(path)?.text === text) return;
      files.set(path, parseFile(path, text));
      now = undefined;
    },
    remove: (path) => {
      if (files.delete(path)) now = undefined;
    },
    analyse: (path) => (files.has(path) ? view().analyse(path) : undefined),
    probe: (path, text, offset) => {
      const others = [...files.values()].filter((file) => file.path !== path);
      const before = files.get(path);
      const part = before && offset !== undefined ? partAround(before, text, offset) : undefined;
      const probed = parseFile(path, part?.text ?? text);
      // What is there twice is looked for in the order of the files: the new tree comes first.
      const rest = before && part ? [{ ...before, declarations: part.others }] : [];
      return createView([probed, ...inOrder(others), ...rest], options).analyse(path, offset);
    },
    fork: () => projectOf(new Map(files), options),
    check: () => checkFiles(inOrder(files.values()), options),
  };
}

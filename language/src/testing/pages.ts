/** The models on the pages of `esdl explain`. */
import type { Source } from "../check-model.js";

/** The files of a page's model: one, or several behind lines `--- name.esdl`. */
export function pageSources(model: string): readonly Source[] {
  const [first = "", ...rest] = model.split(/^--- (.+)$/m);
  const named = rest.flatMap((path, index) =>
    index % 2 === 0 ? [{ path: path.trim(), text: rest[index + 1] ?? "" }] : [],
  );
  return first.trim() === "" && named.length > 0 ? named : [{ path: "model.esdl", text: first }, ...named];
}

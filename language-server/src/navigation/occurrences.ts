/** Where something is mentioned, in all files of a model. */
import type { Project } from "@esdl/language/editing";
import { isSame, type Mention, mentions, type Named } from "./targets.js";

export interface Occurrence extends Mention {
  readonly path: string;
}

/** Only files whose text has the name are looked at. Mentions under an earlier name are left out. */
export function occurrencesOf(project: Project, named: Named): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const [path, { text }] of project.files) {
    if (!text.includes(named.name)) continue;
    const analysis = project.analyse(path);
    if (analysis === undefined) continue;
    for (const mention of mentions(analysis))
      if (isSame(mention.named, named) && text.slice(mention.start, mention.end) === named.name)
        found.push({ ...mention, path });
  }
  return found;
}

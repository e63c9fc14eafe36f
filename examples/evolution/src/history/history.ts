// From each release to the next: what `esdl diff` says, and what it says to changes that were better not made.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inCopy } from "./copy.js";
import { type Answer, type Esdl, root } from "./esdl.js";
import { type Release, releases } from "./releases.js";
import { type Wrong, wrongs } from "./wrong.js";

export interface Step {
  readonly release: Release;
  readonly before: Release;
  /** What a person would call in the folder of the example. */
  readonly call: readonly string[];
  readonly diff: Answer;
  readonly wrongs: readonly { readonly wrong: Wrong; readonly diff: Answer }[];
}

export function history(esdl: Esdl): Promise<readonly Step[]> {
  return Promise.all(
    releases.flatMap((release, at) => {
      const before = releases[at - 1];
      return before === undefined ? [] : [stepTo(release, before, esdl)];
    }),
  );
}

async function stepTo(release: Release, before: Release, esdl: Esdl): Promise<Step> {
  const paths = release.folder === "." ? [] : [release.folder];
  const call = ["diff", ...paths, "--against", before.folder, "--format", "markdown"];
  const others = wrongs.filter((wrong) => wrong.release === before.name);
  const [diff, ...diffs] = await Promise.all([
    esdl(call, root),
    ...others.map(async (wrong) => ({ wrong, diff: await tried(wrong, before, esdl) })),
  ]);
  return { release, before, call, diff, wrongs: diffs };
}

/** What `esdl diff` says to a release that was changed so. */
const tried = (wrong: Wrong, release: Release, esdl: Esdl): Promise<Answer> =>
  inCopy(release, async (folder) => {
    const file = join(folder, wrong.file);
    await writeFile(file, changed(await readFile(file, "utf8"), wrong));
    return esdl(["diff"], folder);
  });

function changed(text: string, { title, changes }: Wrong): string {
  return changes.reduce((before, [from, to]) => {
    if (before.split(from).length !== 2)
      throw new Error(`"${title}" changes what is not there once: ${from}`);
    return before.replace(from, () => to);
  }, text);
}

// Edits as the tutorial shows them: a unified diff without the numbers of lines. A line begins with "-" (goes), "+" (comes) or
// " " (stays, and says where); "@@" parts one place of the file from the next. An empty line stays.

/**
 * The text with the edit.
 *
 * @throws Error when a place is not found exactly once behind the one before it, or an edit changes nothing
 */
export function edited(text: string, diff: string): string {
  const lines = text.split("\n");
  let from = 0;
  for (const hunk of hunksOf(diff)) {
    const old = hunk.filter(({ sign }) => sign !== "+").map(({ line }) => line);
    const now = hunk.filter(({ sign }) => sign !== "-").map(({ line }) => line);
    if (old.length === hunk.length && now.length === hunk.length)
      throw new Error(`This edit changes nothing:\n${old.join("\n")}`);
    const places = lines.flatMap((_, at) =>
      at >= from && old.every((line, n) => lines[at + n] === line) ? [at] : [],
    );
    const [at] = places;
    if (at === undefined || places.length > 1)
      throw new Error(
        `These lines are in the file ${at === undefined ? "nowhere" : `${places.length} times`}:\n${old.join("\n")}`,
      );
    lines.splice(at, old.length, ...now);
    from = at + now.length;
  }
  return lines.join("\n");
}

interface Line {
  readonly sign: string;
  readonly line: string;
}

function hunksOf(diff: string): readonly (readonly Line[])[] {
  const hunks: Line[][] = [[]];
  for (const line of diff.replace(/\n$/, "").split("\n")) {
    if (line === "@@") hunks.push([]);
    else if (line !== "" && !/^[-+ ]/.test(line))
      throw new Error(`A line of an edit begins with -, + or a space: ${line}`);
    else hunks.at(-1)?.push({ sign: line === "" ? " " : line.slice(0, 1), line: line.slice(1) });
  }
  return hunks;
}

// How the story is printed.

export function chapter(title: string): void {
  console.log(`\n${title}`);
}

export function say(text: string): void {
  console.log(`  ${text}`);
}

/** Rows under their headings. */
export function rows(headings: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  for (const line of [headings, ...lines])
    say(
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}

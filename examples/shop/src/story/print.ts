// How the story is printed.

export function chapter(title: string): void {
  console.log(`\n${title}`);
}

/** A bar over the same line of a terminal; a line each anywhere else. */
export function progress(done: number, of: number): void {
  const share = of === 0 ? 1 : done / of;
  const bar = "█".repeat(Math.round(share * 30)).padEnd(30, "░");
  const text = `  ${bar} ${done} of ${of} events`;
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${done >= of ? "\n" : ""}`);
  else console.log(text);
}

/** Rows under their headings; numbers to the right. */
export function rows(headings: readonly string[], lines: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const isNumber = headings.map((_, at) => lines.every((line) => /^[0-9.]*$/.test(line[at] ?? "")));
  for (const line of [headings, ...lines]) {
    const cells = line.map((cell, at) =>
      isNumber[at] === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
}

// How the story is printed.

interface Answer {
  readonly ok: boolean;
  readonly version?: number;
  readonly rejection?: { readonly type: string; readonly message: string };
}

export function chapter(title: string): void {
  console.log(`\n${title}`);
}

/** What came of a command. */
export function say(answer: Answer, what: string): void {
  if (answer.ok) {
    console.log(`  ✔ ${what} (version ${answer.version ?? 0})`);
    return;
  }
  const { type = "", message = "" } = answer.rejection ?? {};
  console.log(`  ✘ ${what}`);
  console.log(`      ${type}: ${message}`);
}

/** Rows under their headings; numbers to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const isNumber = headings.map((_, at) => rows.every((row) => /^-?[0-9.]*$/.test(row[at] ?? "")));
  for (const row of [headings, ...rows]) {
    const cells = row.map((cell, at) =>
      isNumber[at] === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
}

interface Entry {
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly occurredAt: string; readonly actor: { readonly id: string } };
}

/** The events of an account, with who caused them. */
export function statement(entries: readonly Entry[]): void {
  table(
    ["version", "at", "event", "by", "data"],
    entries.map(({ version, type, data, meta }) => [
      String(version),
      meta.occurredAt,
      type,
      meta.actor.id === "" ? "anyone" : meta.actor.id.slice(0, 10),
      JSON.stringify(data),
    ]),
  );
}

// How the story is printed.

interface Answer {
  readonly ok: boolean;
  readonly version?: number;
  readonly rejection?: { readonly type: string; readonly message: string };
}

export function chapter(title: string): void {
  console.log(`\n${title}`);
}

export function say(answer: Answer, what: string): void {
  if (answer.ok) {
    console.log(`  ✔ ${what} (version ${answer.version ?? 0})`);
    return;
  }
  const { type = "", message = "" } = answer.rejection ?? {};
  console.log(`  ✘ ${what}`);
  console.log(`      ${type}: ${message}`);
}

interface Entry {
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly meta: { readonly occurredAt: string; readonly actor: { readonly id: string } };
}

export function statement(entries: readonly Entry[]): void {
  console.log("  version  at                        event            by          data");
  for (const { version, type, data, meta } of entries) {
    const by = meta.actor.id === "" ? "anyone" : meta.actor.id.slice(0, 10);
    console.log(
      `  ${String(version).padStart(7)}  ${meta.occurredAt}  ${type.padEnd(15)}  ${by.padEnd(10)}  ${JSON.stringify(data)}`,
    );
  }
}

/** The steps of version clauses, read back from their text; and what becomes of fields through several of them. */

export type Step =
  | { readonly kind: "add"; readonly name: string; readonly value?: string }
  | { readonly kind: "remove"; readonly name: string; readonly type: string }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "change"; readonly name: string; readonly from: string; readonly value: string }
  | { readonly kind: "adopt"; readonly ref: string; readonly version: number }
  | { readonly kind: "external"; readonly name: string };

export function parseStep(text: string): Step | undefined {
  const rename = /^rename (\w+) to (\w+)$/.exec(text);
  if (rename !== null) return { kind: "rename", from: rename[1] ?? "", to: rename[2] ?? "" };
  const remove = /^remove (\w+): (.*)$/.exec(text);
  if (remove !== null) return { kind: "remove", name: remove[1] ?? "", type: remove[2] ?? "" };
  const change = /^change (\w+) from (.*?) = (.*)$/s.exec(text);
  if (change !== null) {
    return { kind: "change", name: change[1] ?? "", from: change[2] ?? "", value: change[3] ?? "" };
  }
  const add = /^add (\w+)(?: = (.*))?$/s.exec(text);
  if (add !== null) {
    return { kind: "add", name: add[1] ?? "", ...(add[2] === undefined ? {} : { value: add[2] }) };
  }
  const adopt = /^adopt (\S+) (\d+)$/.exec(text);
  if (adopt !== null) return { kind: "adopt", ref: adopt[1] ?? "", version: Number(adopt[2]) };
  const external = /^via external (\S+)$/.exec(text);
  return external === null ? undefined : { kind: "external", name: external[1] ?? "" };
}

/** A step without what it computes: what it says of the shape before. */
export const shapeOfStep = (text: string): string => {
  const step = parseStep(text);
  if (step?.kind === "add") return `add ${step.name}`;
  if (step?.kind === "change") return `change ${step.name} from ${step.from}`;
  return text;
};

/** Where a field of the newest version comes from. */
export type Origin =
  | { readonly kind: "carried"; readonly from: string; readonly value?: string }
  /** `value` is what its `add` fills in. */
  | { readonly kind: "added"; readonly value?: string };

/** By the fields' names after all `clauses`, oldest first; `names` are those before. */
export function originsThrough(
  names: readonly string[],
  clauses: readonly (readonly string[])[],
): ReadonlyMap<string, Origin> {
  let origins = new Map<string, Origin>(names.map((name) => [name, { kind: "carried", from: name }]));
  for (const clause of clauses) {
    const steps = clause.flatMap((text) => parseStep(text) ?? []);
    // The steps of a clause happen at once: what is taken away goes first, then what is given.
    const next = new Map(origins);
    for (const step of steps) {
      if (step.kind === "remove") next.delete(step.name);
      if (step.kind === "rename") next.delete(step.from);
    }
    for (const step of steps) {
      if (step.kind === "rename") next.set(step.to, origins.get(step.from) ?? { kind: "added" });
      if (step.kind === "add") {
        next.set(step.name, { kind: "added", ...(step.value === undefined ? {} : { value: step.value }) });
      }
    }
    for (const step of steps) {
      const known = step.kind === "change" ? next.get(step.name) : undefined;
      if (step.kind === "change" && known !== undefined) next.set(step.name, { ...known, value: step.value });
    }
    origins = next;
  }
  return origins;
}

/** Histories that are made forwards, one random step after the other, are found again backwards. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { programOf } from "./testing/program.js";
import { show } from "./testing/show.js";

type Shape = ReadonlyMap<string, string>;
type Move = readonly [kind: "add" | "remove" | "rename" | "change", which: number, type: string];

const type = fc.constantFrom("int", "string", "decimal(2)", "set<date>", "map<string, bool>", "uuid[]?");
const move: fc.Arbitrary<Move> = fc.tuple(
  fc.constantFrom("add", "remove", "rename", "change"),
  fc.nat(20),
  type,
);

/** Applies one clause's moves to a shape; each field is in one of them at most. Fresh names never come back. */
function evolve(
  before: Shape,
  moves: readonly Move[],
  fresh: () => string,
): readonly [Shape, readonly string[]] {
  const after = new Map(before);
  const free = [...before.keys()];
  const steps: string[] = [];
  for (const [kind, which, to] of moves) {
    if (kind === "add") {
      const name = fresh();
      after.set(name, to);
      steps.push(`add ${name} = 1`);
      continue;
    }
    const [name] = free.splice(which % Math.max(free.length, 1), 1);
    const from = name === undefined ? undefined : before.get(name);
    if (name === undefined || from === undefined) continue;
    if (kind === "change") {
      after.set(name, to);
      steps.push(`change ${name} from ${from} = 1`);
      continue;
    }
    after.delete(name);
    if (kind === "remove") steps.push(`remove ${name}: ${from}`);
    else {
      const next = fresh();
      after.set(next, from);
      steps.push(`rename ${name} to ${next}`);
    }
  }
  return [after, steps];
}

it("whatever the steps were", () => {
  fc.assert(
    fc.property(fc.array(fc.array(move, { maxLength: 5 }), { maxLength: 6 }), (clauses) => {
      let count = 0;
      const fresh = (): string => `f${String(count++)}`;
      const shapes: Shape[] = [new Map([[fresh(), "int"]])];
      const written = clauses.map((moves, index) => {
        const [after, steps] = evolve(shapes.at(-1)!, moves, fresh);
        shapes.push(after);
        return `version ${String(index + 2)} { ${steps.join(", ")} }`;
      });
      const fields = [...shapes.at(-1)!].map(([name, is]) => `${name}: ${is}`);
      const { signatures, reporter } = programOf(
        `context C\nvalue V {\n${[...fields, ...written].join("\n")}\n}`,
      );

      const versions = signatures.versions("C.V");
      expect(reporter.result()).toEqual([]);
      const found = versions.map((one) =>
        Object.fromEntries(one.fields.map((field) => [field.name, show(field.type)])),
      );
      expect(found).toEqual(shapes.map((shape) => Object.fromEntries(shape)));
      // Every field after a clause is said to come from somewhere, and what is carried was there.
      versions.slice(1).forEach(({ fields: after, origins }, index) => {
        expect([...origins.keys()].sort()).toEqual(after.map(({ name }) => name).sort());
        for (const origin of origins.values())
          if (origin.kind === "carried") expect(versions[index]!.members.has(origin.from)).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});

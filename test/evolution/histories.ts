/** Random version histories of events, made forwards: a first shape, then one clause of random steps after the other. */
import fc from "fast-check";

/** What every event may embed: values and an entity that went through all kinds of steps themselves, nested in one another. */
const head = `context Chains
id Key
enum Kind { a, b, c
  version 2 { rename x to b }
  version 3 { remove d as c  rename y to a } }
value Inner { n: int, k: Kind, note: string?
  version 2 { rename m to n }
  version 3 { add k = if old.n > 10 then a else c  add note } }
value Outer { inner: Inner, many: Inner[], named: map<Kind, Inner>, kinds: set<Kind>
  version 2 { adopt Inner 2 }
  version 3 { adopt Inner 3  add kinds = [a] } }
value Lossy { t: string, at: instant
  version 2 { remove n: int  add t = if old.n == 1 then "one" else "many"  add at = meta.occurredAt } }
aggregate Thing by key: Key {
  state { n: int = 0 }
  event Started { kind: Kind }
  create command Start() { emit Started(kind: a) }
  on Started
  entity Line by sku: string { q: int, inner: Inner, off: bool
    version 2 { rename code to sku }
    version 3 { adopt Inner 2 }
    version 4 { adopt Inner 3 }
    version 5 { remove on: bool  add off = not old.on } }
`;

/** What may be embedded: the type of a field, and how many versions it has had. */
const embeddable: readonly (readonly [ref: string, type: string, versions: number])[] = [
  ["Inner", "Inner?", 3],
  ["Inner", "set<Inner>", 3],
  ["Outer", "Outer", 3],
  ["Outer", "Outer[]", 3],
  ["Lossy", "map<string, Lossy>", 2],
  ["Lossy", "Lossy?", 2],
  ["Line", "Line[]", 5],
];

/** Types of plain fields, with a constant of each. */
const plain: readonly (readonly [type: string, constant: string])[] = [
  ["int", "7"],
  ["string", '"s"'],
  ["bool", "true"],
  ["decimal(2)", "1.5"],
  ["Kind", "c"],
  ["date", '"2020-02-03"'],
  ["set<int>", "[1, 2]"],
  ["map<string, bool>?", "none"],
  ["string?", "none"],
];

interface Plan {
  readonly embeds: readonly number[];
  readonly first: readonly number[];
  readonly clauses: readonly (readonly (readonly [kind: number, which: number, type: number])[])[];
}

const plan: fc.Arbitrary<Plan> = fc.record({
  embeds: fc.uniqueArray(fc.nat(embeddable.length - 1), { maxLength: 3 }),
  first: fc.array(fc.nat(plain.length - 1), { minLength: 1, maxLength: 4 }),
  clauses: fc.array(fc.array(fc.tuple(fc.nat(5), fc.nat(20), fc.nat(plain.length - 1)), { maxLength: 3 }), {
    minLength: 4,
    maxLength: 6,
  }),
});

/** The text of an event with that history, and of a command that emits it. */
function eventOf(name: string, { embeds, first, clauses }: Plan): string {
  let count = 0;
  const fresh = (): string => `f${String(count++)}`;
  const fields = new Map<string, string>();
  for (const at of embeds) fields.set(fresh(), embeddable[at]![1]);
  for (const at of first) fields.set(fresh(), plain[at]![0]);
  const adoptions = new Map(embeds.map((at) => [embeddable[at]![0], embeddable[at]![2]] as const));
  const written = clauses.map((moves, index) => {
    // The last clauses adopt what is left to adopt.
    const adopts = [...adoptions].flatMap(([ref, versions]) => {
      const next = versions - (clauses.length - 1 - index);
      return next >= 2 ? [`adopt ${ref} ${String(next)}`] : [];
    });
    const free = [...fields].filter(([, type]) => plain.some(([other]) => other === type));
    const steps = moves.map(([kind, which, to]) => {
      const [type, constant] = plain[to]!;
      if (kind <= 1) {
        const added = fresh();
        fields.set(added, type);
        return `add ${added} = ${constant}`;
      }
      const [taken] = free.splice(which % Math.max(free.length, 1), 1);
      if (taken === undefined) return "";
      const [from, was] = taken;
      fields.delete(from);
      if (kind === 2) return `remove ${from}: ${was}`;
      const next = fresh();
      if (kind === 3) {
        fields.set(next, was);
        return `rename ${from} to ${next}`;
      }
      if (kind === 4) {
        fields.set(from, type);
        return `change ${from} from ${was} = ${constant}`;
      }
      fields.set(next, was);
      return `remove ${from}: ${was} add ${next} = old.${from}`;
    });
    return `  version ${String(index + 2)} { ${[...adopts, ...steps].join(" ")} }`;
  });
  const declared = [...fields].map(([field, type]) => `${field}: ${type}`).join(", ");
  return `event ${name} { ${declared}\n${written.join("\n")} }
command Do${name}(${declared}) { emit ${name}(${[...fields.keys()].join(", ")}) }`;
}

/** A model of one aggregate, each of whose events has a history of its own. */
export const histories: fc.Arbitrary<string> = fc.array(plan, { minLength: 8, maxLength: 8 }).map((plans) => {
  const events = plans.map((one, at) => eventOf(`Event${String(at)}`, one));
  const handlers = plans.map((_, at) => `on Event${String(at)} { n += 1 }`);
  return `${head}${[...events, ...handlers].join("\n")}\n}`;
});

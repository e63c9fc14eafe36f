/** How each kind of fact is written in the lock, and read back: one row of the table for each kind of block. */
import type {
  AggregateFacts,
  BrandFacts,
  CommandFacts,
  EnumFacts,
  FieldFacts,
  Part,
  ProjectionFacts,
  RuleFacts,
  SagaFacts,
  ShapeFacts,
} from "../facts/facts.js";
import { childrenOf, has, line, type Line, restsOf } from "./lines.js";
import { optional } from "../optional.js";

export interface Codec<F> {
  readonly part: Part;
  readonly write: (facts: F) => readonly Line[];
  /** Of text that `write` made; text that was tampered with has been found out before. */
  readonly read: (ref: string, block: Line) => F;
}

const sorted = <T>(list: readonly T[], key: (one: T) => string): readonly T[] =>
  [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

const flag = (word: string, set: boolean): readonly Line[] => (set ? [line(word)] : []);
const each = (word: string, texts: readonly string[]): readonly Line[] =>
  texts.map((text) => line(`${word} ${text}`.trimEnd()));
const maybe = (word: string, text: string | undefined): readonly Line[] =>
  text === undefined ? [] : [line(`${word} ${text}`.trimEnd())];

/** `NAME: REST`. */
const named = (text: string): readonly [string, string] => {
  const at = text.indexOf(": ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 2)];
};

const number = (text: string | undefined): number => Number(text ?? "1");

const field = (word: string, { name, type, revision, ...facts }: FieldFacts): Line =>
  line(`${word} ${name}: ${type}`, [
    ...maybe("default", facts.default),
    ...maybe("in", facts.in),
    ...maybe("personal", facts.personal),
    ...(revision > 1 ? [line(`since revision ${String(revision)}`)] : []),
    ...maybe("where", facts.where),
  ]);

const fields = (word: string, list: readonly FieldFacts[]): readonly Line[] =>
  sorted(list, ({ name }) => name).map((one) => field(word, one));

const readFields = (block: Line, word: string): readonly FieldFacts[] =>
  childrenOf(block, word).map(({ rest, line: own }) => {
    const [name, type] = named(rest);
    return {
      name,
      type,
      ...optional("where", restsOf(own, "where")[0]),
      ...optional("default", restsOf(own, "default")[0]),
      ...optional("personal", restsOf(own, "personal")[0]),
      ...optional("in", restsOf(own, "in")[0]),
      revision: number(restsOf(own, "since")[0]?.slice("revision ".length)),
    };
  });

const rules = (list: readonly RuleFacts[]): readonly Line[] =>
  sorted(list, ({ name }) => name).map(({ name, condition }) => line(`invariant ${name}: ${condition}`));

const readRules = (block: Line): readonly RuleFacts[] =>
  restsOf(block, "invariant").map((rest) => {
    const [name, condition] = named(rest);
    return { name, condition };
  });

const pairs = (word: string, map: ReadonlyMap<string, string>): readonly Line[] =>
  sorted([...map], ([name]) => name).map(([name, text]) => line(`${word} ${name}: ${text}`.trimEnd()));

const readPairs = (block: Line, word: string): ReadonlyMap<string, string> =>
  new Map(restsOf(block, word).map((rest) => named(rest.endsWith(":") ? `${rest} ` : rest)));

const brand: Codec<BrandFacts> = {
  part: "brands",
  write: ({ base, where, personal, deprecated }) => [
    line(`base ${base}`),
    ...flag("deprecated", deprecated),
    ...flag("personal", personal),
    ...maybe("where", where),
  ],
  read: (ref, block) => ({
    ref,
    base: restsOf(block, "base")[0] ?? "",
    ...optional("where", restsOf(block, "where")[0]),
    personal: has(block, "personal"),
    deprecated: has(block, "deprecated"),
  }),
};

const enumeration: Codec<EnumFacts> = {
  part: "enums",
  write: ({ public: open, versions, deprecated }) => [
    ...flag("deprecated", deprecated),
    ...flag("public", open),
    ...versions.map(({ version, members, steps = [] }) =>
      line(`version ${String(version)}`, [
        ...each(
          "member",
          sorted(members, (name) => name),
        ),
        ...each("step", steps),
      ]),
    ),
  ],
  read: (ref, block) => ({
    ref,
    public: has(block, "public"),
    deprecated: has(block, "deprecated"),
    versions: childrenOf(block, "version").map(({ rest, line: own }) => ({
      version: number(rest),
      members: restsOf(own, "member"),
      ...(number(rest) > 1 ? { steps: restsOf(own, "step") } : {}),
    })),
  }),
};

const shape = (kind: ShapeFacts["kind"]): Codec<ShapeFacts> => ({
  part: "shapes",
  write: (facts) => [
    ...pairs("calls", facts.calls),
    ...flag("deprecated", facts.deprecated),
    ...each("formerly", [...facts.formerly].sort()),
    ...rules(facts.invariants),
    ...flag("public", facts.public),
    ...(facts.retired === undefined ? [] : [line("retired", each("becomes", facts.retired))]),
    ...facts.versions.map(({ version, revision, steps = [], fields: own }) =>
      line(`version ${String(version)}`, [
        ...fields("field", own),
        ...(revision > 1 ? [line(`revision ${String(revision)}`)] : []),
        ...each("step", steps),
      ]),
    ),
  ],
  read: (ref, block) => {
    const retired = childrenOf(block, "retired")[0]?.line;
    return {
      ref,
      kind,
      public: has(block, "public"),
      deprecated: has(block, "deprecated"),
      formerly: restsOf(block, "formerly"),
      ...optional("retired", retired && restsOf(retired, "becomes")),
      invariants: readRules(block),
      calls: readPairs(block, "calls"),
      versions: childrenOf(block, "version").map(({ rest, line: own }) => ({
        version: number(rest),
        revision: number(restsOf(own, "revision")[0]),
        fields: readFields(own, "field"),
        ...(number(rest) > 1 ? { steps: restsOf(own, "step") } : {}),
      })),
    };
  },
});

const aggregate: Codec<AggregateFacts> = {
  part: "aggregates",
  write: (facts) => [
    ...flag("deprecated", facts.deprecated),
    line(`identity ${facts.identity.name}: ${facts.identity.type}`),
    ...rules(facts.invariants),
    ...pairs("on", facts.handlers),
    ...flag("public", facts.public),
    ...fields("state", facts.state),
    ...each("unique", [...facts.uniques].sort()),
  ],
  read: (ref, block) => {
    const [name, type] = named(restsOf(block, "identity")[0] ?? "");
    return {
      ref,
      public: has(block, "public"),
      deprecated: has(block, "deprecated"),
      identity: { name, type },
      state: readFields(block, "state"),
      invariants: readRules(block),
      uniques: restsOf(block, "unique"),
      handlers: readPairs(block, "on"),
    };
  },
};

const command = (external: boolean): Codec<CommandFacts> => ({
  part: "commands",
  write: (facts) => [
    ...flag("deprecated", facts.deprecated),
    ...each("emits", facts.emits),
    ...fields("parameter", facts.params),
    ...flag("public", facts.public),
    ...each("rejects", facts.rejections),
    ...fields("returns", facts.returns),
  ],
  read: (ref, block) => ({
    ref,
    external,
    public: has(block, "public"),
    deprecated: has(block, "deprecated"),
    params: readFields(block, "parameter"),
    returns: readFields(block, "returns"),
    emits: restsOf(block, "emits"),
    rejections: restsOf(block, "rejects"),
  }),
});

const projection: Codec<ProjectionFacts> = {
  part: "projections",
  write: (facts) => [
    ...flag("deprecated", facts.deprecated),
    ...fields("field", facts.fields),
    // A composite key has an order.
    ...facts.keys.map((key) => field("key", key)),
    ...sorted(facts.getters, ({ name }) => name).map(({ name, type, value }) =>
      line(`get ${name}: ${type}`, [line(`value ${value}`)]),
    ),
    ...each("index", [...facts.indexes].sort()),
    ...pairs("on", facts.handlers),
    ...flag("public", facts.public),
    ...sorted(facts.queries, ({ name }) => name).map(({ name, params, answer }) =>
      line(`query ${name}: ${params}`.trimEnd(), [line(`answer ${answer}`)]),
    ),
  ],
  read: (ref, block) => ({
    ref,
    public: has(block, "public"),
    deprecated: has(block, "deprecated"),
    keys: readFields(block, "key"),
    fields: readFields(block, "field"),
    getters: childrenOf(block, "get").map(({ rest, line: own }) => {
      const [name, type] = named(rest);
      return { name, type, value: restsOf(own, "value")[0] ?? "" };
    }),
    indexes: restsOf(block, "index"),
    handlers: readPairs(block, "on"),
    queries: childrenOf(block, "query").map(({ rest, line: own }) => {
      const [name, params] = named(rest.endsWith(":") ? `${rest} ` : rest);
      return { name, params, answer: restsOf(own, "answer")[0] ?? "" };
    }),
  }),
};

const saga: Codec<SagaFacts> = {
  part: "sagas",
  write: (facts) => [
    ...flag("deprecated", facts.deprecated),
    ...each("end", facts.steps.flatMap(({ name, end }) => (end ? [name] : [])).sort()),
    ...flag("from start", facts.fromStart),
    line(`key ${facts.key.name}: ${facts.key.type}`),
    ...each("start", [...facts.starts].sort()),
    ...fields("state", facts.state),
    ...sorted(
      facts.steps.filter(({ end }) => !end),
      ({ name }) => name,
    ).map(({ name, inputs, timers }) =>
      line(`step ${name}`, [
        ...each("after", [...timers].sort()),
        ...each("input", [...new Set(inputs)].sort()),
      ]),
    ),
    ...each("undo", facts.undos),
    ...Array.from({ length: facts.version }, (_, index) =>
      line(`version ${String(index + 1)}`, each("clause", facts.clauses.get(index + 1) ?? [])),
    ),
  ],
  read: (ref, block) => {
    const [name, type] = named(restsOf(block, "key")[0] ?? "");
    const versions = childrenOf(block, "version");
    return {
      ref,
      deprecated: has(block, "deprecated"),
      key: { name, type },
      fromStart: has(block, "from"),
      state: readFields(block, "state"),
      starts: restsOf(block, "start"),
      steps: [
        ...childrenOf(block, "step").map(({ rest, line: own }) => ({
          name: rest,
          end: false,
          inputs: restsOf(own, "input"),
          timers: restsOf(own, "after"),
        })),
        ...restsOf(block, "end").map((end) => ({ name: end, end: true, inputs: [], timers: [] })),
      ],
      undos: restsOf(block, "undo"),
      version: versions.length,
      clauses: new Map(
        versions
          .filter(({ rest }) => number(rest) > 1)
          .map(({ rest, line: own }) => [number(rest), restsOf(own, "clause")]),
      ),
    };
  },
};

/** By the word that begins a block. */
export const codecs = {
  aggregate,
  brand,
  command: command(false),
  entity: shape("entity"),
  enum: enumeration,
  event: shape("event"),
  "external-command": command(true),
  projection,
  saga,
  value: shape("value"),
} as const;

export type BlockWord = keyof typeof codecs;

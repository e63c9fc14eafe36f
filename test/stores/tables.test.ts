/** What every store promises of the rows of read models. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  ColumnType,
  Condition,
  Operand,
  OrderBy,
  Row,
  RowQuery,
  RowUpdate,
  RowWrite,
  Store,
  Table,
} from "@esdl/runtime";
import { expectSame } from "../support/same.js";
import { opened, stores } from "./stores.js";

type Comparable = Exclude<ColumnType, "json">;

/** Values of each type, in ascending order: what a store must find out. */
const ascending: Readonly<Record<Comparable, readonly unknown[]>> = {
  text: ["", "'; --", "Z", "a", "a\u0000", "a ", "ab", "é", "\uffff", "😀"],
  int: [-9007199254740991, -3, 0, 9, 10, 100, 9007199254740991],
  bool: [false, true],
  decimal: ["-100", "-3", "-0.5", "-0.05", "0", "0.05", "9", "10", "10.5", "100", "9007199254740993"],
  instant: ["0001-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z"],
  date: ["0001-01-01", "2025-12-31", "2026-01-01"],
  duration: ["-P1D", "-PT1H", "PT0S", "PT0.001S", "PT59M", "PT9H", "PT10H", "P1D"],
};
const types = Object.keys(ascending) as Comparable[];

/** Two columns of each type, one of them optional; names that differ by case only, and hostile ones. */
const table: Table = {
  name: "Test.Everything",
  version: "v1",
  key: [
    { name: "part", type: "text" },
    { name: "number", type: "decimal" },
  ],
  columns: [
    ...types.flatMap((type) => [
      { name: type, type, ordered: true } as const,
      { name: type.toUpperCase(), type, ordered: true, optional: true } as const,
    ]),
    { name: "nested", type: "json" },
    { name: 'quo"ted; --', type: "text" },
    { name: "__proto__", type: "int", optional: true },
  ],
  indexes: [
    [{ column: "text" }],
    [{ column: "decimal", descending: true }, { column: "INT" }],
    [{ column: "duration" }],
  ],
};

const valueOf = (type: Comparable): fc.Arbitrary<unknown> => fc.constantFrom(...ascending[type]);

const row: fc.Arbitrary<Row> = fc
  .record({
    key: fc.record({ part: valueOf("text"), number: valueOf("decimal") }),
    given: fc.record(Object.fromEntries(types.map((type) => [type, valueOf(type)]))),
    maybe: fc.record(Object.fromEntries(types.map((type) => [type.toUpperCase(), valueOf(type)])), {
      requiredKeys: [],
    }),
    nested: fc.constantFrom({}, [], { a: [{ b: "c" }] }, "text", 1),
    proto: fc.option(fc.constant(JSON.parse('{"__proto__":7}') as object), { nil: {} }),
  })
  .map(({ key, given, maybe, nested, proto }) => ({
    ...key,
    ...given,
    ...maybe,
    nested,
    'quo"ted; --': "x",
    ...withOwn(proto),
  }));

/** Spreading would lose what it is about. */
function withOwn(proto: object): object {
  return Object.hasOwn(proto, "__proto__") ? { ["__proto__"]: 7 } : {};
}

const set = (row: Row): RowUpdate => ({
  table,
  key: [row["part"], row["number"]],
  update: () => row,
});

const comparable = types.flatMap((type) => [
  { name: type, type },
  { name: type.toUpperCase(), type },
]);
const column = fc.constantFrom(...comparable);

const comparison: fc.Arbitrary<Condition> = column.chain(({ name, type }) =>
  fc.record({
    op: fc.constantFrom("==", "!=", "<", "<=", ">", ">=") as fc.Arbitrary<"==">,
    left: fc.constant<Operand>({ column: name }),
    right: fc.oneof(
      fc.option(valueOf(type), { nil: undefined, freq: 5 }).map((value): Operand => ({ value, type })),
      fc.constantFrom(type, type.toUpperCase()).map((other): Operand => ({ column: other })),
    ),
  }),
);

const condition = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    comparison,
    fc.record({
      op: fc.constantFrom("and", "or") as fc.Arbitrary<"and">,
      parts: fc.array(tie("condition"), { maxLength: 3 }),
    }),
    tie("condition").map((part): Condition => ({ op: "not", part })),
  ),
})).condition;

const order: fc.Arbitrary<OrderBy[]> = fc.uniqueArray(
  fc
    .record({ column: column.map(({ name }) => name), descending: fc.boolean() })
    .map(({ column, descending }): OrderBy => (descending ? { column, descending } : { column })),
  { maxLength: 3, selector: ({ column }) => column },
);

async function filled(store: Store, rows: readonly Row[]): Promise<void> {
  await store.createTable(table);
  await store.commit({ rows: rows.map(set) });
}

/** What is kept of rows with one key: the last of them. */
const kept = (rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify([row["part"], row["number"]]), row])).values(),
];

/** An independent reference: places in the ascending lists. */
const place = (type: string, value: unknown): number =>
  value === undefined ? -1 : ascending[type.toLowerCase() as Comparable].indexOf(value);

function naively(rows: readonly Row[], { where, order = [] }: RowQuery): Row[] {
  const compare = (a: Row, b: Row): number => {
    for (const { column, descending } of order) {
      const difference = place(column, a[column]) - place(column, b[column]);
      if (difference !== 0) return descending === true ? -difference : difference;
    }
    return (
      place("text", a["part"]) - place("text", b["part"]) ||
      place("decimal", a["number"]) - place("decimal", b["number"])
    );
  };
  return rows.filter((row) => where === undefined || naivelyHolds(row, where)).sort(compare);
}

function naivelyHolds(row: Row, condition: Condition): boolean {
  if (condition.op === "and") return condition.parts.every((part) => naivelyHolds(row, part));
  if (condition.op === "or") return condition.parts.some((part) => naivelyHolds(row, part));
  if (condition.op === "not") return !naivelyHolds(row, condition.part);
  const { op, left, right } = condition as Extract<Condition, { left: Operand }>;
  const type = "column" in left ? left.column : left.type;
  const [a, b] = [left, right].map((operand) =>
    place(type, "column" in operand ? row[operand.column] : operand.value),
  ) as [number, number];
  const isEquality = op === "==" || op === "!=";
  if (!isEquality && (a < 0 || b < 0)) return false;
  return { "==": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[op];
}

describe.each(stores)("$name: rows", ({ fresh }) => {
  it("come back as they were written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const store = await fresh().open();
        await filled(store, rows);
        for (const one of kept(rows)) {
          expectSame(await store.findRow(table, [one["part"], one["number"]]), one);
        }
        expect(await store.findRow(table, ["nobody", "1"])).toBeUndefined();
        await store.close();
      }),
      { numRuns: 12 },
    );
  });

  it("are filtered and sorted as the language compares", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 25 }),
        fc.array(fc.record({ where: fc.option(condition, { nil: undefined }), order }), {
          minLength: 8,
          maxLength: 8,
        }),
        async (rows, queries) => {
          const store = await fresh().open();
          await filled(store, rows);
          for (const { where, order } of queries) {
            const query: RowQuery = { order, ...(where === undefined ? {} : { where }) };
            expectSame(
              await store.selectRows(table, query),
              naively(kept(rows), query),
              JSON.stringify(query),
            );
          }
          await store.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are paged through without a gap or a repetition, whatever they are sorted by", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 20 }),
        order,
        fc.integer({ min: 1, max: 5 }),
        async (rows, order, limit) => {
          const store = await fresh().open();
          await filled(store, rows);
          const seen: Row[] = [];
          for (;;) {
            const after = seen.at(-1);
            const page = await store.selectRows(table, {
              order,
              limit,
              ...(after === undefined ? {} : { after }),
            });
            seen.push(...page);
            if (page.length < limit) break;
          }
          expectSame(seen, naively(kept(rows), { order }));
          await store.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  const counter: Table = {
    name: "Test.Counter",
    version: "v1",
    key: [{ name: "id", type: "text" }],
    columns: [{ name: "count", type: "int" }],
    indexes: [],
  };
  const add = (id: string, by = 1): RowUpdate => ({
    table: counter,
    key: [id],
    update: (row) => ({ id, count: Number(row?.["count"] ?? 0) + by }),
  });
  const remove = (id: string): RowUpdate => ({ table: counter, key: [id], update: () => undefined });

  it("see the updates of their unit in order", async () => {
    const store = await opened(fresh());
    await store.createTable(counter);
    await store.commit({
      rows: [add("a"), add("b"), add("a", 10), remove("b"), add("c"), remove("c"), add("c", 5)],
    });
    await store.commit({ rows: [add("a", 100), remove("nobody")] });
    expect(await store.selectRows(counter, {})).toEqual([
      { id: "a", count: 111 },
      { id: "c", count: 5 },
    ]);
  });

  it("take the place of what is there where a writer knows it, in the order of the unit", async () => {
    const store = await opened(fresh());
    await store.createTable(counter);
    const put = (id: string, count: number): RowWrite => ({
      table: counter,
      key: [id],
      row: { id, count },
    });
    const drop = (id: string): RowWrite => ({ table: counter, key: [id], row: undefined });
    await store.commit({ rows: [add("a"), put("b", 7), put("c", 1), put("c", 2), add("c"), drop("nobody")] });
    await store.commit({
      rows: [put("a", 50), add("a"), drop("b"), put("d", 1), drop("d"), drop("a"), add("a")],
    });
    const keys = ["c", "nobody", "a", "c", "b", "d"].map((id) => [id]);
    expect(await store.findRows(counter, keys)).toEqual([
      { id: "c", count: 3 },
      undefined,
      { id: "a", count: 1 },
      { id: "c", count: 3 },
      undefined,
      undefined,
    ]);
    expect(await store.findRows(counter, [])).toEqual([]);
  });

  it("count every one of many parallel updates", async () => {
    const store = await opened(fresh());
    await store.createTable(counter);
    await Promise.all(Array.from({ length: 200 }, (_, n) => store.commit({ rows: [add(String(n % 3))] })));
    const rows = await store.selectRows(counter, {});
    expect(rows.reduce((sum, { count }) => sum + Number(count), 0)).toBe(200);
  });

  it("stay as they were when their unit is refused or an update throws, and its neighbours commit", async () => {
    const store = await opened(fresh());
    await store.createTable(counter);
    const records = [{ collection: "checkpoint", key: "p", value: "1", expected: 0 }];
    await store.commit({ records, rows: [add("a")] });
    const poison: RowUpdate = {
      ...add("a"),
      update: () => {
        throw new RangeError("poison");
      },
    };
    const [stale, thrown, fine] = await Promise.allSettled([
      store.commit({ records, rows: [add("a")] }),
      store.commit({
        rows: [add("a"), poison],
        records: [{ collection: "checkpoint", key: "q", value: "1" }],
      }),
      store.commit({ rows: [add("b")] }),
    ]);
    expect(stale).toMatchObject({ value: { ok: false, refusal: { kind: "stale" } } });
    expect(thrown).toMatchObject({ status: "rejected", reason: { message: "poison" } });
    expect(fine).toMatchObject({ value: { ok: true } });
    expect(await store.selectRows(counter, {})).toEqual([
      { id: "a", count: 1 },
      { id: "b", count: 1 },
    ]);
    expect(await store.findRecord("checkpoint", "q")).toBeUndefined();
  });

  it("of two versions of a table stand side by side, and survive a reopening", async () => {
    const source = fresh();
    const before = await source.open();
    const next: Table = { ...counter, version: "v2" };
    await before.createTable(counter);
    await before.createTable(counter);
    await before.createTable(next);
    await before.commit({ rows: [add("a"), { ...add("a", 2), table: next }], publish: [counter] });
    await before.commit({ publish: [next] });
    await before.close();
    const store = await opened(source);
    expect(await store.findRow(counter, ["a"])).toEqual({ id: "a", count: 1 });
    expect(await store.findRow(next, ["a"])).toEqual({ id: "a", count: 2 });
    const versions = async (): Promise<string[]> =>
      (await store.listTables()).map(({ version }) => version).sort();
    expect(await versions()).toEqual(["v1", "v2"]);
    await store.dropTable(counter);
    await store.dropTable(counter);
    expect(await versions()).toEqual(["v2"]);
  });

  it("of a table that is not there are refused, and so is its publication", async () => {
    const store = await opened(fresh());
    await expect(
      store.commit({ rows: [add("a")], records: [{ collection: "c", key: "k", value: "" }] }),
    ).rejects.toThrow();
    await expect(store.commit({ publish: [counter] })).rejects.toThrow(/no table/);
    expect(await store.findRecord("c", "k")).toBeUndefined();
  });

  it("are not sorted by a column that holds JSON, or that is not there", async () => {
    const store = await opened(fresh());
    await store.createTable(table);
    for (const name of ["nested", "nothing"]) {
      await expect(store.selectRows(table, { order: [{ column: name }] })).rejects.toThrow(name);
    }
  });
});

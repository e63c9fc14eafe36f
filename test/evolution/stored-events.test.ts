/** Events of earlier releases, as they stand in a store, are read as what they are today, wherever they are read. */
import { createApp, type NewEvent, type RecordedEvent, type StoreSource } from "@esdl/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkedModel, compiled, sourcesIn, type Compiled, type Domain } from "../support/generated.js";
import { stores } from "../stores/stores.js";

const history = await compiled(checkedModel(sourcesIn("test/models/history")));
const ledger = await compiled(checkedModel(sourcesIn("examples/evolution/model")));

const meta = (id: string): string =>
  JSON.stringify({
    id,
    occurredAt: "2020-02-03T04:05:06.789Z",
    correlationId: "c",
    causationId: "c",
    actor: { id: "ann", roles: [] },
  });

/** An event as a release of before stored it. */
const stored = (type: string, schema: number, data: object, id = `${type}-id`): NewEvent => ({
  type,
  schema,
  data: JSON.stringify(data),
  meta: meta(id),
});

async function given(source: StoreSource, stream: string, events: readonly NewEvent[]): Promise<void> {
  const store = await source.open();
  const category = stream.slice(0, stream.indexOf("-"));
  await store.commit({ appends: [{ stream, category, expected: "new", events }] });
  await store.close();
}

async function appOf(domain: Domain, source: StoreSource, externals: object = {}) {
  const app = await createApp({ modules: domain.modules, store: source, ...externals });
  onTestFinished(() => app.close());
  return app;
}

const aggregate = (domain: Domain, name: string): Compiled =>
  domain.aggregates.find(({ decl }) => decl.name === name)!;
const doc = aggregate(history, "Doc");
const entry = aggregate(ledger, "Entry");

const viewed = {
  externals: {
    History: {
      upcastViewed2: ({ seconds }: { seconds: number }) => ({ seconds: seconds * 60 }),
      viewedInSeconds: ({ seconds }: { seconds: number }) => ({ seconds: seconds + 1 }),
    },
  },
};

const id = "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d";
const ann = "018f6b1c-9a3e-7c54-b2d1-000000000001";

/** What all of the first releases wrote about one document. */
const old: readonly NewEvent[] = [
  stored("PaperWritten", 1, { name: "Hello", kind: "paper", text: "one two", size: 7, by: ann }),
  stored("TagsAdded", 1, { tags: ["a", "b"], heavy: true }),
  stored("Printed", 1, { pages: 3 }),
  stored("Viewed", 1, { seconds: 2 }, "viewed-1"),
  stored("Viewed", 2, { seconds: 2 }, "viewed-2"),
  stored("Viewed", 4, { seconds: 2 }, "viewed-4"),
  stored("Tagged", 1, { tag: "c", weight: "heavy" }),
  stored("SignedAndArchived", 1, {
    signature: { author: { id: ann, fullName: "root" }, at: "2020-02-03T04:05:06.789Z" },
  }),
];

const author = { id: ann, name: "unknown", role: "writer" };
const state = {
  docId: id,
  status: "archived",
  title: "Hello",
  kind: "report",
  pages: [{ number: 1, text: "one two", words: 2 }],
  author,
  tags: ["a", "b", "c"],
  signatures: [
    { author: { id: ann, name: "root", role: "admin" }, at: "2020-02-03T04:05:06.789Z", valid: true },
  ],
  views: 3,
  size: "7",
  archivedAt: "2020-02-03T04:05:06.789Z",
};

describe.each(stores)("on $name", ({ fresh }) => {
  it("the state is that of what the events are today, and its version counts stored events", async () => {
    const source = fresh();
    await given(source, `History.Doc-${id}`, old);
    const app = await appOf(history, source, viewed);
    expect(await app.load(doc, id)).toEqual({ state, version: 8 });
  });

  it("the history holds the parts of retired events, told apart by their number alone", async () => {
    const source = fresh();
    await given(source, `History.Doc-${id}`, old);
    const app = await appOf(history, source, viewed);
    const events: readonly RecordedEvent[] = await app.history(doc, id);
    expect(
      events.map(({ version, position, part, type, stored: was }) => [
        version,
        position - version,
        part,
        type,
        `${was.type} ${String(was.version)}`,
      ]),
    ).toEqual([
      [1, 0, 0, "DocWritten", "PaperWritten 1"],
      [2, 0, 0, "Tagged", "TagsAdded 1"],
      [2, 0, 1, "Tagged", "TagsAdded 1"],
      [4, 0, 0, "Viewed", "Viewed 1"],
      [5, 0, 0, "Viewed", "Viewed 2"],
      [6, 0, 0, "Viewed", "Viewed 4"],
      [7, 0, 0, "Tagged", "Tagged 1"],
      [8, 0, 0, "Signed", "SignedAndArchived 1"],
      [8, 0, 1, "Archived", "SignedAndArchived 1"],
    ]);
    expect(events[0]!.data).toEqual({
      title: "Hello",
      kind: "report",
      pages: state.pages,
      author,
      size: "7",
      writtenAt: "2020-02-03T04:05:06.789Z",
    });
    expect(events.slice(3, 6).map(({ data }) => data)).toEqual([
      { seconds: 121 },
      { seconds: 3 },
      { seconds: 2 },
    ]);
    for (const { type, data } of events) expect(doc.definition.events[type]!.check(data)).toEqual([]);
    const ids = events.map((event) => event.meta.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[1]).toBe("TagsAdded-id");
    expect((await app.history(doc, id)).map((event: RecordedEvent) => event.meta.id)).toEqual(ids);
  });

  it("a page of the history never ends between parts", async () => {
    const source = fresh();
    const tags = Array.from({ length: 3 }, (_, at) => `t${String(at)}`);
    const many = Array.from({ length: 1001 }, (_, at) =>
      stored("TagsAdded", 1, { tags, heavy: false }, `tags-${String(at)}`),
    );
    await given(source, `History.Doc-${id}`, [old[0]!, ...many]);
    const app = await appOf(history, source, viewed);
    const events: readonly RecordedEvent[] = await app.history(doc, id);
    expect(events).toHaveLength(1 + 3 * 1001);
    expect(
      events.slice(1).every(({ version, part }, at) => version === 2 + Math.floor(at / 3) && part === at % 3),
    ).toBe(true);
    expect((await app.load(doc, id))?.version).toBe(1002);
  });

  it("a command decides on them, is appended after them, and is answered again alike", async () => {
    const source = fresh();
    await given(source, `History.Doc-${id}`, old.slice(0, 7));
    const app = await appOf(history, source, viewed);
    const command = { aggregate: "History.Doc", type: "Archive", data: { docId: id, reason: "done" } };
    const outcome = await app.execute(command, { commandId: "once" });
    expect(outcome).toMatchObject({
      ok: true,
      version: 8,
      events: [{ type: "Archived", data: { reason: "done", kind: "report" }, stored: { version: 2 } }],
    });
    expect(await app.execute(command, { commandId: "once" })).toEqual(outcome);
  });

  it("a snapshot of them and the tail is what a full replay is", async () => {
    const source = fresh();
    const snapshots = { ...doc.definition, snapshotEvery: 1 };
    const modules = history.modules.map((module) => ({ ...module, aggregates: [snapshots] }));
    await given(source, `History.Doc-${id}`, old.slice(0, 3));
    const app = await createApp({ modules, store: source, ...viewed });
    await app.execute({ aggregate: "History.Doc", type: "Tag", data: { docId: id, tag: "new", weight: 1 } });
    await app.close();
    const store = await source.open();
    expect(await store.findSnapshot(`History.Doc-${id}`)).toMatchObject({ version: 4 });
    const tail = old.slice(3);
    await store.commit({
      appends: [{ stream: `History.Doc-${id}`, category: "History.Doc", expected: 4, events: tail }],
    });
    await store.close();
    const again = await createApp({ modules, store: source, ...viewed });
    const replayed = await appOf(history, source, viewed);
    expect(await again.load({ definition: snapshots }, id)).toEqual(await replayed.load(doc, id));
    await again.close();
  });

  it("a version that a newer release wrote is refused, and says so", async () => {
    const source = fresh();
    await given(source, `History.Doc-${id}`, [stored("DocWritten", 7, {})]);
    const app = await appOf(history, source, viewed);
    await expect(app.load(doc, id)).rejects.toThrow(
      /History\.Doc-.*version 1 \(position 1\) holds DocWritten in its version 7; the module knows version 6.*newer release: update this one/s,
    );
  });

  it("a name that nothing has is refused, and says what to write in the model", async () => {
    const source = fresh();
    await given(source, `History.Doc-${id}`, [stored("Burnt", 1, {})]);
    const app = await appOf(history, source, viewed);
    await expect(app.history(doc, id)).rejects.toThrow(
      /holds the event Burnt, which History\.Doc does not have.*formerly.*retired/s,
    );
  });

  it("cents of the first release are money, under the name of then, and a list of tags is one event each", async () => {
    const source = fresh();
    await given(source, `Ledger.Entry-${id}`, [
      stored("EntryPosted", 1, { cents: 1250, negative: true }),
      stored("TagsAdded", 1, { tags: ["a", "b"] }),
      stored("EntryViewed", 1, { by: "ann" }),
    ]);
    const app = await appOf(ledger, source);
    expect(await app.load(entry, id)).toEqual({
      state: {
        entryId: id,
        status: "booked",
        money: { amount: "12.5", currency: "EUR" },
        kind: "credit",
        tags: ["a", "b"],
      },
      version: 3,
    });
    const again = { aggregate: "Ledger.Entry", type: "Tag", data: { entryId: id, tag: "b" } };
    expect(await app.execute(again)).toMatchObject({ ok: true, version: 3, events: [] });
  });

  it("damaged data is refused with its place, name and version", async () => {
    const source = fresh();
    await given(source, `Ledger.Entry-${id}`, [stored("EntryPosted", 1, { cents: "12", negative: true })]);
    const app = await appOf(ledger, source);
    await expect(app.load(entry, id)).rejects.toThrow(
      /Ledger\.Entry-.*version 1 \(position 1\) holds EntryPosted in its version 1, and its data cannot be brought to version 5/s,
    );
  });
});

it("an app without the functions of external steps does not start", async () => {
  await expect(appOf(history, stores[0]!.fresh())).rejects.toThrow(
    /History needs external functions.*upcastViewed2, viewedInSeconds/s,
  );
});

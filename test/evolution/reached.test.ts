/** External functions of one context that code of another calls: in commands, in sagas, and for values that it embeds. */
import { createApp, type StoreSource } from "@esdl/runtime";
import { describe, expect, it, onTestFinished } from "vitest";
import { until } from "../projections/support.js";
import { stores } from "../stores/stores.js";
import { checkedModel, compiled, sourcesIn } from "../support/generated.js";

/** A function of one's own is called as the other context is: that one's functions are found under another name. */
const tariffs = await compiled(
  checkedModel(
    sourcesIn("test/models/tariffs").map(({ path, text }) => ({
      path,
      text: text.replaceAll("mayTravel", "Customs"),
    })),
  ),
);
const parcel = tariffs.aggregates.find(({ decl }) => decl.name === "Parcel")!;
const declaration = tariffs.aggregates.find(({ decl }) => decl.name === "Declaration")!;
const charging = (await import(tariffs.output.path("src/shipping/charging.ts"))) as Parameters<
  Awaited<ReturnType<typeof appOn>>["sagas"]["get"]
>[0];

const externals = {
  Customs: {
    duty: (country: string) => (country === "CH" ? "0.25" : "0"),
    toGrams: ({ grams }: { readonly grams: number }) => ({ grams: grams * 1000 }),
  },
  Shipping: {
    handling: (grams: number) => String(grams),
    Customs: (grams: number) => grams < 10_000,
  },
};

async function appOn(source: StoreSource) {
  const app = await createApp({ modules: tariffs.modules, store: source, ...{ externals } });
  onTestFinished(() => app.close());
  return app;
}

const id = "018f6b1c-9a3e-7c54-b2d1-000000000001";
const post = (grams: number) => ({
  aggregate: "Shipping.Parcel",
  type: "Post",
  data: { parcelId: id, to: "CH", weight: { grams }, most: "9000" },
});

describe.each(stores)("on $name", ({ fresh }) => {
  it("are called by commands, also where one of one's own is called as the context is", async () => {
    const app = await appOn(fresh());
    const outcome = await app.execute(post(7));
    expect(outcome.ok && outcome.events.map(({ data }) => data)).toEqual([
      { to: "CH", weight: { grams: 7 }, price: "9.5" },
    ]);
    const declared = await app.execute({
      aggregate: "Customs.Declaration",
      type: "Declare",
      data: { declarationId: id, country: "CH", worth: "100", weight: { grams: 3 } },
    });
    expect(declared.ok && declared.events.map(({ data }) => data)).toEqual([
      { owed: "28", weight: { grams: 3 } },
    ]);
    expect(
      await app.execute({ ...post(10_000), data: { ...post(8000).data, weight: { grams: 10_000 } } }),
    ).toMatchObject({ ok: false });
  });

  it("are called by sagas", async () => {
    const app = await appOn(fresh());
    await app.start();
    await app.execute(post(7));
    await until(async () => (await app.sagas.get(charging, id))?.step === "charged", "it is charged");
    expect((await app.load(parcel, id))?.state).toMatchObject({ paid: "11.875" });
  });

  it("make the steps of values that are embedded in another context", async () => {
    const source = fresh();
    const store = await source.open();
    const events = [
      {
        type: "Posted",
        schema: 1,
        data: JSON.stringify({ to: "CH", weight: { grams: 2 }, price: "1" }),
        meta: JSON.stringify({
          id: "e",
          occurredAt: "2020-02-03T04:05:06.789Z",
          correlationId: "c",
          causationId: "c",
          actor: { id: "", roles: [] },
        }),
      },
    ];
    const stream = `Shipping.Parcel-${id}`;
    await store.commit({ appends: [{ stream, category: "Shipping.Parcel", expected: "new", events }] });
    await store.close();
    const app = await appOn(source);
    expect((await app.load(parcel, id))?.state).toMatchObject({ weight: { grams: 2000 } });
  });
});

it("are missed when the app is created without the module of their context", async () => {
  const [{ fresh }] = stores as [(typeof stores)[0]];
  const shipping = tariffs.modules.filter(({ context }) => context === "Shipping");
  const own = { externals: { Shipping: externals.Shipping } };
  await expect(createApp({ modules: shipping, store: fresh(), ...own })).rejects.toThrow(
    "The context Shipping calls external functions of Customs: give createApp the module of Customs too.",
  );
});

it("are called by decisions without an app, as they are given", () => {
  const context = {
    now: "2026-01-01T00:00:00.000Z",
    newId: () => id,
    caller: { id: "", roles: [] },
    correlationId: "c",
    causationId: "c",
    externals: { ...externals.Customs, Shipping: externals.Shipping },
  };
  const data = { declarationId: id, country: "DE", worth: "100", weight: { grams: 3 } };
  const decision = declaration.decide(undefined, { type: "Declare", data }, context);
  expect(decision).toMatchObject({ ok: true, events: [{ data: { owed: "3" } }] });
});

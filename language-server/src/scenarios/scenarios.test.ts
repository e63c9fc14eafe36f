/** Scenarios while a model is written: what runs, what is told, and what becomes of those that never end. */
import { checkModel } from "@esdl/language";
import { setImmediate as turn } from "node:timers/promises";
import { CancellationTokenSource } from "vscode-languageserver";
import { afterEach, describe, expect, it } from "vitest";
import type { OpenModel } from "../models.js";
import { type Editor, editorOn } from "../testing/editor.js";
import { threadHere } from "../testing/thread.js";
import type { FromThread, ScenarioThread, ToThread } from "./messages.js";
import { createScenarios } from "./live.js";
import { modelOf, piecesOf } from "./pieces.js";
import { createRunner } from "./runner.js";

const shop = `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  state { total: int = 0 }
  event Placed { total: int }
  create command Place(total: int) { emit Placed(total) }
  on Placed { total = event.total }
}
scenario "placed" for Order {
  when Place(total: 2)
  then Placed(total: 2)
}
scenario "wrong" for Order {
  when Place(total: 2)
  then Placed(total: 3)
}
`;

describe("pieces", () => {
  it("are the model again, whatever its lists hold", () => {
    const many = shop + [...Array(30).keys()].map((n) => `type T${n} = int\n`).join("");
    const { model } = checkModel([
      { path: "a.esdl", text: many },
      { path: "b.esdl", text: "/// Doc\ncontext Billing\n" },
    ]);
    expect(modelOf(model!.files, structuredClone([...piecesOf(model!)]))).toEqual(model);
  });
});

describe("a runner", () => {
  const { model } = checkModel([{ path: "a.esdl", text: shop }]);
  const job = { model: "1", revision: 1, checked: model!, wanted: {}, goesOn: () => true };

  it("hands a model over once", async () => {
    const sent: ToThread[] = [];
    const runner = createRunner({ start: () => listening(threadHere(), (message) => sent.push(message)) });
    const first = await runner.run(job);
    expect(first.map(({ name, status }) => [name, status])).toEqual([
      ["placed", "passed"],
      ["wrong", "failed"],
    ]);
    expect(await runner.run(job)).toEqual(first);
    expect(sent.filter(({ kind }) => kind === "model")).toHaveLength(1);
    await runner.run({ ...job, revision: 2 });
    expect(sent.filter(({ kind }) => kind === "model")).toHaveLength(2);
    runner.end();
  });

  it("runs what is wanted", async () => {
    const runner = createRunner({ start: threadHere });
    const names = async (wanted: object) => (await runner.run({ ...job, wanted })).map(({ name }) => name);
    expect(await names({ names: ["wrong"] })).toEqual(["wrong"]);
    expect(await names({ paths: ["b.esdl"] })).toEqual([]);
    expect(await names({ paths: ["a.esdl"], names: ["placed"] })).toEqual(["placed"]);
    runner.end();
  });

  it("says which scenario did not end, and runs the others on a new thread", async () => {
    let started = 0;
    const runner = createRunner({
      patience: 50,
      // The first one begins and says no more.
      start: () => (++started === 1 ? deafAfter(threadHere(), "began") : threadHere()),
    });
    expect((await runner.run(job)).map(({ name, message }) => [name, message?.split("\n")[0]])).toEqual([
      ["placed", "It did not end within 0.05 seconds"],
      ["wrong", expect.any(String) as string],
    ]);
    expect(started).toBe(2);
    runner.end();
  });

  it("survives the death of its thread", async () => {
    let started = 0;
    const runner = createRunner({
      start: () => (++started === 1 ? dyingAfter(threadHere(), "began") : threadHere()),
    });
    expect((await runner.run(job)).map(({ name, message }) => [name, message?.split("\n")[0]])).toEqual([
      ["placed", "The simulator stopped: out of memory"],
      ["wrong", expect.any(String) as string],
    ]);
    expect((await runner.run(job))[0]?.status).toBe("passed");
    runner.end();
  });

  it("stops when it is told to, and goes on with the next", async () => {
    const runner = createRunner({ start: threadHere });
    let goesOn = true;
    const overtaken = runner.run({ ...job, goesOn: () => goesOn });
    await turn();
    goesOn = false;
    expect((await overtaken).length).toBeLessThanOrEqual(2);
    expect(await runner.run(job)).toHaveLength(2);
    runner.end();
  });
});

describe("a run that was asked for", () => {
  it("is one of the model that was checked for it, though that changed after it was asked for", async () => {
    const before = checkModel([{ path: "a.esdl", text: shop }]).model!;
    const after = checkModel([{ path: "a.esdl", text: shop.replace("total: 3", "total: 2") }]).model!;
    const model = { revision: 1 } as OpenModel & { revision: number };
    let checked = { revision: 1, model: before };
    const scenarios = createScenarios({
      start: threadHere,
      when: () => "off",
      check: () => turn().then(() => checked),
      tell: () => undefined,
    });
    const statuses = async () => (await scenarios.run(model, {}, () => false))?.map(({ status }) => status);
    expect(await statuses()).toEqual(["passed", "failed"]);
    const asked = statuses();
    model.revision = 2;
    checked = { revision: 2, model: after };
    expect(await asked).toEqual(["passed", "passed"]);
    expect([...scenarios.outcomes(model, "a.esdl").values()].map(({ status }) => status)).toEqual([
      "passed",
      "passed",
    ]);
    scenarios.end();
  });
});

describe("an editor", () => {
  let editor: Editor | undefined;
  afterEach(async () => {
    expect(editor?.logged).toEqual([]);
    await editor?.stop();
    editor = undefined;
  });

  it("is told how scenarios go, after each change", async () => {
    editor = await editorOn({ "shop.esdl": shop });
    const { scenarios, until, open, change } = editor;
    await open("shop.esdl", shop);
    await until(() => scenarios("shop.esdl")?.length === 2);
    expect(scenarios("shop.esdl")).toMatchObject([
      { name: "placed", status: "passed", range: { start: { line: 8, character: 0 } } },
      {
        name: "wrong",
        status: "failed",
        message: expect.stringContaining("actual\n") as string,
        failureRange: { start: { line: 14, character: 7 } },
        expected: ["Placed(total: 3)"],
        actual: ["Placed(total: 2)"],
      },
    ]);
    await change("shop.esdl", shop.replace("total: 3", "total: 2"));
    await until(() => scenarios("shop.esdl")?.every(({ status }) => status === "passed") === true);
    await change("shop.esdl", shop.split("scenario")[0] ?? "");
    await until(() => scenarios("shop.esdl")?.length === 0);
  });

  it("may list and run them", async () => {
    editor = await editorOn({ "shop.esdl": shop, "b/esdl.config.json": "{}", "b/b.esdl": "context B\n" });
    const { client, uri, open } = editor;
    await open("shop.esdl", shop);
    expect(await client.sendRequest("esdl/scenarios", {})).toMatchObject({
      scenarios: [
        { uri: uri("shop.esdl"), name: "placed" },
        { uri: uri("shop.esdl"), name: "wrong" },
      ],
    });
    expect(
      await client.sendRequest("esdl/runScenarios", { uris: [uri("shop.esdl")], names: ["wrong"] }),
    ).toMatchObject({
      results: [{ uri: uri("shop.esdl"), name: "wrong", status: "failed" }],
    });
    expect(await client.sendRequest("esdl/runScenarios", {})).toMatchObject({ results: { length: 2 } });
    expect(await client.sendRequest("esdl/scenarios", { uri: uri("b/b.esdl") })).toEqual({ scenarios: [] });
  });

  it("may think better of it", async () => {
    editor = await editorOn({ "shop.esdl": shop });
    const { client, scenarios, until, open } = editor;
    await open("shop.esdl", shop);
    await until(() => scenarios("shop.esdl")?.length === 2);
    const cancelled = new CancellationTokenSource();
    const answer = client.sendRequest("esdl/runScenarios", {}, cancelled.token);
    cancelled.cancel();
    expect(await answer).toEqual({ results: [] });
    // What is known of them stays.
    expect(scenarios("shop.esdl")).toHaveLength(2);
  });

  it("is told that they cannot run while the model has errors", async () => {
    const broken = `${shop}type X = Missing\n`;
    editor = await editorOn({ "shop.esdl": broken });
    expect(await editor.client.sendRequest("esdl/runScenarios", {})).toMatchObject({
      results: [
        { name: "placed", status: "skipped" },
        { name: "wrong", status: "skipped", message: "The model has errors: mend them first" },
      ],
    });
  });
});

const listening = (thread: ScenarioThread, sent: (message: ToThread) => void): ScenarioThread => ({
  ...thread,
  send: (message) => {
    sent(message);
    thread.send(message);
  },
});

/** Nothing is heard of it after the first message of a kind. */
const deafAfter = (thread: ScenarioThread, kind: FromThread["kind"]): ScenarioThread => ({
  ...thread,
  listen: (hear, gone) => {
    let isDeaf = false;
    thread.listen((message) => {
      if (!isDeaf) hear(message);
      isDeaf ||= message.kind === kind;
    }, gone);
  },
});

const dyingAfter = (thread: ScenarioThread, kind: FromThread["kind"]): ScenarioThread => ({
  ...thread,
  listen: (hear, gone) => {
    let isDead = false;
    thread.listen((message) => {
      if (isDead) return;
      hear(message);
      isDead = message.kind === kind;
      if (!isDead) return;
      thread.end();
      gone("out of memory");
    }, gone);
  },
});

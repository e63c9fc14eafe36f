/** Generated sagas and policies agree with the simulator: on the corpus, and on a model with all that they can do. */
import { checkModel } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { describe, expect, it } from "vitest";
import { processes } from "../../simulator/src/testing/processes.js";
import { corpus } from "../models/corpus.js";
import { checkedModel, type Edit } from "../support/generated.js";
import { correlations } from "./correlations.js";
import { processesAgree } from "./processes.js";

const everything = checkedModel([{ path: "model.esdl", text: `context Jobs\n${processes}` }]);
const ways = checkedModel([{ path: "model.esdl", text: correlations }]);

const models: readonly (readonly [name: string, model: Model])[] = corpus.flatMap(({ name, sources }) => {
  const { model } = checkModel(sources);
  const has = model?.contexts.some(({ sagas, policies }) => sagas.length + policies.length > 0) === true;
  return model === undefined || !has ? [] : [[name, model] as const];
});

describe("generated sagas and policies and the simulator", () => {
  let taken = 0;
  let sent = 0;

  it.each(models)("agree on %s", async (_, model) => {
    const agreed = await processesAgree(model, { histories: 30, longest: 25 });
    taken += agreed.taken;
    sent += agreed.sent;
  });

  it("agree on a model with all that they can do", async () => {
    const agreed = await processesAgree(everything, { histories: 300, longest: 40 });
    expect(agreed.taken).toBeGreaterThan(300);
  });

  it("agree on instances that are found in every way", async () => {
    const agreed = await processesAgree(ways, { histories: 300, longest: 40 });
    expect(agreed.taken).toBeGreaterThan(300);
    expect(agreed.sent).toBeGreaterThan(100);
  });

  it("have something to agree on", () => {
    expect(taken).toBeGreaterThan(models.length * 30);
    expect(sent).toBeGreaterThan(0);
  });
});

/** One thing changed in generated code: the file, what stands there, and what stands there instead. */
const edits: Readonly<Record<string, readonly [model: Model, file: string, before: string, after: string]>> =
  {
    "a step that is another": [everything, "jobs/work", `step: "telling"`, `step: "waiting"`],
    "a state that is changed twice": [
      everything,
      "jobs/work",
      "draft.left = subInt(draft.left, 1)",
      "draft.left = subInt(draft.left, 2)",
    ],
    "a timer that is gone": [everything, "jobs/work", `timers: ["PT1H", "PT3H"]`, `timers: ["PT1H"]`],
    "timers that begin again": [
      everything,
      "jobs/work",
      `step: "waiting",\n    sends`,
      `step: "waiting",\n    timers: ["PT1H", "PT3H"],\n    sends`,
    ],
    "a send without its undo": [everything, "jobs/work", "undo: Free({ slotId: slot }),", ""],
    "an undo that is forgotten": [everything, "jobs/work", "undo: [0]", "undo: []"],
    "an undo behind the send": [ways, "ways/ways", "undo: [0, 1]", "undo: [1, 1]"],
    "a send that sees what was written behind it": [
      ways,
      "ways/ways",
      "command: copyValue(\n      Keep(",
      "command: ((x: unknown) => x)(\n      Keep(",
    ],
    "a state that is changed where it stands": [
      ways,
      "ways/ways",
      "copyValue(state) as StateDraft",
      "state as StateDraft",
    ],
    "a condition that is not asked": [everything, "jobs/watch", `event.data.text === "b"`, "true"],
    "an event that finds another instance": [
      ways,
      "ways/ways",
      "event.data.b : undefined",
      "event.data.a : undefined",
    ],
    "a handler that takes what is not for it": [ways, "ways/ways", "event.data.b === context.key && ", ""],
    "an instance that nothing finds": [
      ways,
      "ways/ways",
      "{ key: sender, isAwaited: true }",
      "{ key: undefined, isAwaited: true }",
    ],
    "a policy that acts for the system": [ways, "ways/follow", "asActor: true", "undo: undefined as never"],
  };

it.each(Object.entries(edits))("notices %s", async (_, [model, file, before, after]) => {
  const edit: Edit = ({ path, text }) => {
    if (!path.endsWith(`src/${file}.ts`)) return text;
    expect(text).toContain(before);
    return text.replace(before, after);
  };
  const runs = { histories: 1000, longest: 40, seed: 3 };
  const failed: unknown = await processesAgree(model, runs, edit).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  // What the property failed of, and not the edit.
  expect(String((failed as Error).cause)).toMatch(/disagree on|read only|not extensible/u);
});

import { readdirSync, readFileSync } from "node:fs";
import { checkModel } from "@esdl/language";
import modelSchema from "@esdl/language/model.schema.json" with { type: "json" };
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { mutationCheck } from "./check.js";
import { mutantsOf } from "./declarations.js";

/** The model of a text, which has no errors. */
function modelOf(text: string) {
  const { model, diagnostics } = checkModel([{ path: "m.esdl", text }]);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return model!;
}

const till = (scenarios: string): string => `
context Shop
id TillId
role Clerk
aggregate Till by tillId: TillId {
  lifecycle open -> closed
  state { cash: int = 0 }
  rejection Short "Too little"
  event Opened
  event Taken { amount: int }
  event Closed
  create command Open() { emit Opened() }
  command Take(amount: int) in open allow Clerk { require amount <= cash else Short  emit Taken(amount) }
  command Close() in open { emit Closed() }
  on Opened -> open { cash = 10 }
  on Taken { cash -= event.amount }
  on Closed -> closed
}
${scenarios}`;

/** `status: from → to`, in the order of the model. */
const checked = (text: string): readonly string[] =>
  [...mutationCheck(modelOf(text)).results].map(
    ({ mutant: { from, to = "left out" }, status }) => `${status}: ${from} → ${to}`,
  );

describe("a mistake", () => {
  it("is killed by the scenario that notices it, survives those that come by, and is told apart where none comes", () => {
    expect(
      checked(
        till(`scenario "taking" for Till {
          given Opened()
          when Take(amount: 4) as Clerk
          then Taken(amount: 4)
          then state(cash: 6)
        }`),
      ),
    ).toEqual([
      "survived: 0 → 1",
      "survived: 0 → -1",
      "notCovered: emit Opened() → left out",
      "survived: in open → in any status",
      "survived: allow Clerk → allow anyone",
      "killed: allow Clerk → allow nobody",
      "survived: amount <= cash → true",
      "killed: amount <= cash → not amount <= cash",
      "survived: amount <= cash → amount < cash",
      "killed: amount <= cash → amount >= cash",
      "killed: emit Taken(amount: amount) → left out",
      "killed: amount: amount → amount: 0",
      "notCovered: in open → in any status",
      "notCovered: emit Closed() → left out",
      "killed: -> open → -> closed",
      "killed: cash = 10 → left out",
      "killed: 10 → 11",
      "killed: 10 → 9",
      "killed: cash -= event.amount → left out",
      "killed: cash -= event.amount → cash += event.amount",
      "notCovered: -> closed → left out",
    ]);
  });

  it("is noticed at its boundary by a scenario that stands there", () => {
    const results = checked(
      till(`scenario "all of it" for Till {
        given Opened()
        when Take(amount: 10) as Clerk
        then Taken(amount: 10)
      }
      scenario "one too many" for Till {
        given Opened()
        when Take(amount: 11) as Clerk
        then rejected Short
      }
      scenario "nobody else" for Till {
        given Opened(), Closed()
        when Take(amount: 1) as Clerk
        then rejected NotAllowed
      }`),
    );
    expect(results.filter((result) => result.startsWith("survived"))).toEqual([
      "survived: 0 → 1",
      "survived: 0 → -1",
      "survived: allow Clerk → allow anyone",
      "survived: cash -= event.amount → left out",
      "survived: cash -= event.amount → cash += event.amount",
    ]);
  });

  it("is noticed by nothing that fails on the model itself", () => {
    const check = mutationCheck(
      modelOf(
        till(`scenario "wrong" for Till {
          given Opened()
          when Take(amount: 4) as Clerk
          then Taken(amount: 5)
        }`),
      ),
    );
    expect(check.passing).toEqual([]);
    expect(check.others).toBe(1);
    expect(new Set([...check.results].map(({ status }) => status))).toEqual(new Set(["notCovered"]));
  });
});

const examples = new URL("../../../examples/", import.meta.url);

describe.each(["banking", "evolution"])("the mutants of %s", (name) => {
  const folder = new URL(`${name}/model/`, examples);
  const sources = readdirSync(folder).map((path) => ({
    path,
    text: readFileSync(new URL(path, folder), "utf8"),
  }));
  const { model } = checkModel(sources);
  const mutants = [...mutantsOf(model!)];

  it("are models of the published shape, each another one, with and without its trap", () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(modelSchema);
    const seen = new Set([JSON.stringify(model)]);
    for (const [index, mutant] of mutants.entries()) {
      const changed = mutant.model();
      const text = JSON.stringify(changed);
      expect(seen.has(text), `${mutant.from} → ${mutant.to ?? "left out"}`).toBe(false);
      seen.add(text);
      // Many are made by the same hand: some of each show that they are well-formed, with their traps.
      for (const each of index % 5 === 0 ? [changed, mutant.trapped?.()] : [])
        if (each !== undefined) expect(validate(each), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(mutants.length).toBeGreaterThan(30);
  });

  it("leave the model as it is", () => {
    expect([...mutantsOf(model!)].map(({ from }) => from)).toEqual(mutants.map(({ from }) => from));
  });
});

/** That the differential test can fail: generated code, or a simulator, with one thing changed in it is found out. */
import { ExpectationError } from "@esdl/runtime/testing";
import { runScenarios } from "@esdl/simulator";
import { expect, it } from "vitest";
import { checkedModel, sourcesIn, type Edit } from "../support/generated.js";
import { scenarioTests } from "../support/scenario-tests.js";
import { bothAgree } from "./differential.js";
import { simulated, type Side } from "./sides.js";

const banking = checkedModel(sourcesIn("examples/banking/model"));
const runs = { histories: 200, longest: 20, seed: 5 };

const edits: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a guard that is gone": ["compareDecimal(amount, available(state)) > 0", "amount === state.owner"],
  "a fold that subtracts": ["draft.balance = addDecimal(", "draft.balance = subDecimal("],
};

it.each(Object.entries(edits))(
  "notices %s, and shows the history as a scenario",
  async (_, [before, after]) => {
    const edit: Edit = ({ path, text }) => {
      if (!path.endsWith("src/banking/account.ts")) return text;
      expect(text).toContain(before);
      return text.replace(before, after);
    };
    await expect(failure(bothAgree(banking, runs, { edit }))).resolves.toMatch(/when Account\.[\s\S]*then /u);
  },
);

it.each(Object.entries(edits))(
  "shows %s as a scenario that fails when it is pasted into the model, and holds of the healthy code",
  async (_, [before, after]) => {
    const edit: Edit = ({ path, text }) =>
      path.endsWith("src/banking/account.ts") ? text.replace(before, after) : text;
    const said = await failure(bothAgree(banking, runs, { edit }));
    const [scenario = ""] = /^scenario "both say the same" \{$[^]*?^\}$/mu.exec(said) ?? [];
    // Without the saga: generated tests cannot play what sets one off.
    const pasted = checkedModel(
      sourcesIn("examples/banking/model").map(({ path, text }) => ({
        path,
        text: `${text.slice(0, text.indexOf("\nsaga "))}\n${scenario}\n`,
      })),
    );
    const { status } = [...runScenarios(pasted)].find(
      ({ scenario: { name } }) => name === "both say the same",
    )!;
    expect(status).toBe("passed");
    const [healthy, broken] = [await scenarioTests(pasted), await scenarioTests(pasted, edit)];
    await healthy.get("both say the same")!();
    await expect(broken.get("both say the same")!()).rejects.toThrow(ExpectationError);
  },
);

it("notices a simulator that says too much", async () => {
  const talkative = (model: Parameters<typeof simulated>[0]): Side => {
    const side = simulated(model);
    return {
      answer: async (asked) => {
        const answer = await side.answer(asked);
        return answer?.kind === "rejected" ? { ...answer, message: `${answer.message}!` } : answer;
      },
    };
  };
  await expect(failure(bothAgree(banking, runs, { reference: talkative }))).resolves.toMatch(
    /then rejected/u,
  );
});

/** What a failed property says, causes and all. */
const failure = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "they agree",
    (error: unknown) => (error instanceof Error ? `${error.message}\n${String(error.cause)}` : String(error)),
  );

/** The scenarios of a model as generated tests, to be played one by one instead of by a runner that looks for files. */
import { readdirSync } from "node:fs";
import type { Model } from "@esdl/language/model";
import { compiled, type Edit } from "./generated.js";

type Play = () => Promise<void>;

/** What stands in the place of Vitest, for each model that is loaded. */
const standIns: object[] = [];
Object.assign(globalThis, { esdlStandIns: standIns });

const isScenarios = (path: string): boolean => /[./]scenarios\.test\.ts$/.test(path);

/** By the names of scenarios, what plays them; it throws where they fail. @param edit what is changed in the generated code */
export async function scenarioTests(
  model: Model,
  edit: Edit = ({ text }) => text,
): Promise<ReadonlyMap<string, Play>> {
  const found = new Map<string, Play>();
  const at = standIns.push({
    describe: (_: string, body: () => void) => {
      body();
    },
    it: Object.assign((name: string, body: Play) => found.set(name, body), { todo: () => undefined }),
  });
  const withoutVitest = (text: string): string =>
    text.replace(
      /^import (\{.*\}) from "vitest";$/m,
      `const $1 = globalThis.esdlStandIns[${String(at - 1)}];`,
    );
  const { output } = await compiled(model, (file) =>
    isScenarios(file.path) ? withoutVitest(file.text) : edit(file),
  );
  for (const name of readdirSync(output.path("test"), { recursive: true, encoding: "utf8" }))
    if (isScenarios(name)) await import(/* @vite-ignore */ output.path(`test/${name}`));
  return found;
}

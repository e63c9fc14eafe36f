/** Small models for tests. */
import { checkModel, type Model } from "@esdl/language";
import { runScenarios, type ScenarioResult } from "../index.js";

/** The model of a text; it has to be correct. */
export function modelOf(text: string): Model {
  const { model, diagnostics } = checkModel([{ path: "model.esdl", text: `context Test\n${text}` }]);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (model === undefined || errors.length > 0)
    throw new Error(
      errors.map(({ message, range }) => `${String(range.start.line - 1)}: ${message}`).join("\n"),
    );
  return model;
}

/** What each scenario comes to: nothing when it passes, else the line in the text and the message. */
export function verdicts(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(results(text).map(({ scenario, failure }) => [scenario.name, told(failure)]));
}

export const results = (text: string): readonly ScenarioResult[] => [...runScenarios(modelOf(text))];

const told = (failure: ScenarioResult["failure"]): string =>
  failure === undefined ? "" : `${String(failure.span[1] - 1)}: ${failure.message}`;

/** The verdicts when all scenarios hold. */
export const allHold = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    modelOf(text).contexts.flatMap(({ scenarios }) => scenarios.map(({ name }) => [name, ""])),
  );

/** Simulator and generated code give the same events, rejections and states for the same history. */
import type { Model } from "@esdl/language/model";
import fc from "fast-check";
import { compiled, type Domain, type Edit } from "../support/generated.js";
import { agreeOn, planOf } from "./histories.js";
import type { Side } from "./sides.js";

export interface Runs {
  readonly histories: number;
  readonly longest: number;
  readonly seed?: number;
}

/** Lives random histories of a model on both sides; answers how many commands were accepted in all of them. */
export async function bothAgree(
  model: Model,
  { histories, longest, seed }: Runs,
  wrong: { readonly edit?: Edit; readonly reference?: (model: Model) => Side } = {},
): Promise<number> {
  const domain: Domain = await compiled(model, wrong.edit);
  if (domain.aggregates.every(({ decl }) => decl.commands.length === 0)) return 0;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(planOf(domain, longest), async (plan) => {
      accepted += await agreeOn(domain, plan, wrong.reference?.(model));
    }),
    { numRuns: histories, ...(seed === undefined ? {} : { seed }) },
  );
  return accepted;
}

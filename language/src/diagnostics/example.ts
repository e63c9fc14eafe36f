/** Pages whose two models differ in one place. */
import type { Page } from "./define.js";

/** `@@` in the model stands for the place that is wrong, or right. */
export const example = (why: string, model: string, wrong: string, right: string): Page => ({
  why,
  wrong: model.replace("@@", () => wrong),
  right: model.replace("@@", () => right),
});

/** Hostile text in every name, doc comment and message, many times over; what is generated is type-checked each time. */
import { expect, it } from "vitest";
import { correlations } from "../differential/correlations.js";
import { processesRenamed } from "./renamed-processes.js";
import { behavesRenamed } from "./renaming-suite.js";

it.each(["examples/banking/model", "examples/shop/model"])(
  "%s behaves the same under hostile names",
  async (folder) => {
    const { compiled, refused } = await behavesRenamed(folder, 10, true);
    expect(refused).toEqual([]);
    expect(compiled).toBe(10);
  },
);

it("sagas, policies and external commands are what the simulator does under hostile names", async () => {
  await expect(processesRenamed([{ path: "model.esdl", text: correlations }], 12)).resolves.toEqual([]);
});

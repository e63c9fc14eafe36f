/** Sagas, policies and external commands under hostile names; more of them are in renaming.long.test.ts. */
import { expect, it } from "vitest";
import { correlations } from "../differential/correlations.js";
import { processesRenamed } from "./renamed-processes.js";

it("are what the simulator does under hostile names", async () => {
  await expect(processesRenamed([{ path: "model.esdl", text: correlations }], 2)).resolves.toEqual([]);
});

import { it } from "vitest";
import { judgeHistories } from "./histories-suite.js";

it("old data is valid today, step by step as in one and as simulated, with former names, and comes back where nothing was lost", async () => {
  await judgeHistories(20);
}, 600_000);

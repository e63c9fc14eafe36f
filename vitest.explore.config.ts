import { defineConfig } from "vitest/config";
import long from "./vitest.long.config.js";

// Searches without an end in sight: many random models, another seed each time. What they find is mended with a test of
// its own; they are no gate, since they say nothing about the change at hand.
export default defineConfig({
  ...long,
  test: {
    ...long.test,
    env: { ESDL_SEED: "random" },
    include: [
      "{language,runtime,simulator,evolution,generator,language-server,cli,test}/**/*.explore.test.ts",
    ],
  },
});

import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

// The slower suites, one file at a time: they start processes, trace system calls and install packages.
export default defineConfig({
  ...base,
  test: {
    include: ["{language,runtime,simulator,evolution,generator,language-server,cli,test}/**/*.long.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    setupFiles: base.test?.setupFiles ?? [],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

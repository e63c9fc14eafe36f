import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Tests run on the sources; what is built is exercised by the suites that start processes.
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@esdl\/language\/model$/, replacement: at("./language/src/model/index.ts") },
      { find: /^@esdl\/language\/editing$/, replacement: at("./language/src/editing/index.ts") },
      { find: /^@esdl\/language-server\/worker$/, replacement: at("./language-server/src/worker.ts") },
      { find: /^@esdl\/language-server$/, replacement: at("./language-server/src/index.ts") },
      { find: /^@esdl\/language$/, replacement: at("./language/src/index.ts") },
      { find: /^@esdl\/simulator$/, replacement: at("./simulator/src/index.ts") },
      { find: /^@esdl\/evolution$/, replacement: at("./evolution/src/index.ts") },
      { find: /^@esdl\/generator\/escape$/, replacement: at("./generator/src/escape/index.ts") },
      { find: /^@esdl\/generator$/, replacement: at("./generator/src/index.ts") },
      { find: /^@esdl\/runtime$/, replacement: at("./runtime/src/index.ts") },
      { find: /^@esdl\/runtime\/(.+)$/, replacement: `${at("./runtime/src/")}$1/index.ts` },
    ],
  },
  test: {
    include: [
      "{language,runtime,simulator,evolution,generator,language-server,cli,vscode-extension,site}/src/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    exclude: ["**/node_modules/**", "**/*.long.test.ts", "**/*.explore.test.ts", "**/*.editor.test.ts"],
    // Tells what hangs, not what is slow: a busy machine may take many times as long.
    testTimeout: 120_000,
    // No test changes what others import, so a worker loads the packages once for all its files.
    isolate: false,
    setupFiles: [at("./test/support/each-file.ts")],
    maxWorkers: "100%",
  },
});

import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { versions } from "./test/editor/prepare/installed.mjs";

const patient = {
  // A worker opens one window for all its files: to open one takes longer than most tests.
  isolate: false,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000, interval: 100 } },
};

// The extension in each VS Code, through a browser, and the server in Neovim. `npm run test:editor` prepares what they need.
export default defineConfig({
  test: {
    projects: [
      ...versions.map((version): TestProjectConfiguration => ({
        test: {
          ...patient,
          name: version.name,
          include: ["test/editor/vscode/**/*.editor.test.ts"],
          globalSetup: ["./test/editor/vscode/setup.ts"],
          provide: { version, start: {} },
        },
      })),
      { test: { ...patient, name: "Neovim", include: ["test/editor/neovim/*.editor.test.ts"] } },
    ],
    maxWorkers: 2,
  },
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { configSchema } from "./config.js";

const published = new URL("../config.schema.json", import.meta.url);

it("publishes the schema of the configuration as the command line reads it", () => {
  // Regenerate: node -e 'import("./cli/dist/config.js").then((c) => console.log(JSON.stringify(c.configSchema, undefined, 2)))' > cli/config.schema.json
  expect(JSON.parse(readFileSync(published, "utf8"))).toEqual(JSON.parse(JSON.stringify(configSchema)));
});

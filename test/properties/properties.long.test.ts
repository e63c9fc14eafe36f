/** The properties of generated code with many runs, on the corpus of models too. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { propertiesOf } from "./suite.js";

const corpus = fileURLToPath(new URL("../models", import.meta.url));
const folders = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `test/models/${name}`);

for (const folder of ["examples/banking/model", "examples/shop/model"]) {
  propertiesOf(folder, { validators: 1_000, histories: 200, longest: 60, gets: true });
}
for (const folder of ["examples/evolution/model", "generator/src/typescript/fixtures", ...folders]) {
  propertiesOf(folder, { validators: 150, histories: 30, longest: 30 });
}

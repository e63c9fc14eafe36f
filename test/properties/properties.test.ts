/** The properties of generated code, with few runs; properties.long.test.ts has many. */
import { propertiesOf } from "./suite.js";

for (const folder of ["examples/banking/model", "examples/shop/model"]) {
  propertiesOf(folder, { validators: 60, histories: 12, longest: 24, gets: true });
}

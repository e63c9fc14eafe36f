/** A few dozen random models; random-models.explore.test.ts has hundreds. */
import fc from "fast-check";
import { randomModelsHold } from "./suite.js";

// A change is judged by the same models each time; `npm run test:explore` looks for others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });

randomModelsHold({ checked: 12, typed: 2, lived: 1, runs: { validators: 10, histories: 3, longest: 8 } });

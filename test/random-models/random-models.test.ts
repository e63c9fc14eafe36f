/** A few dozen random models; random-models.explore.test.ts has hundreds. */
import { randomModelsHold } from "./suite.js";

randomModelsHold({ checked: 12, typed: 2, lived: 1, runs: { validators: 10, histories: 3, longest: 8 } });

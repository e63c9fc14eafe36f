/** Hundreds of random models. */
import { randomModelsHold } from "./suite.js";

randomModelsHold({ checked: 300, typed: 60, lived: 40, runs: { validators: 30, histories: 8, longest: 15 } });

/** A few half-typed models; robustness.long.test.ts tries many. */
import { describeRobustness } from "./testing/robustness.js";

describeRobustness(8);

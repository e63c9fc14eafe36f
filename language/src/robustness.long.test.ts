/** Many half-typed models. */
import { describeRobustness } from "./testing/robustness.js";

describeRobustness(400);

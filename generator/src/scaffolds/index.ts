/** Files for what a person writes: made once, never overwritten. */
export { scaffoldsOf, type Scaffold, type ScaffoldMember, type ScaffoldObject } from "./scaffold.js";
export { compare, type Comparison } from "./update.js";
export {
  planScaffolds,
  writeScaffolds,
  type ScaffoldFile,
  type ScaffoldOptions,
  type ScaffoldPlan,
} from "./write.js";

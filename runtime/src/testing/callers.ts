/** Who asks, in tests. */
import type { Caller } from "../contract.js";
import { uuidOf } from "./ids.js";

/** Who passes every `allow`, as sagas and operators do. */
export const system: Caller = { id: "system", roles: [], system: true };

/** A caller in a role. Its id is the uuid that the name stands for, as after `as` in a scenario. */
export function caller(role: string | readonly string[], name = "somebody"): Caller {
  return { id: uuidOf(name), roles: typeof role === "string" ? [role] : role };
}

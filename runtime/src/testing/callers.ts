/** Who asks, in tests. */
import type { Caller } from "../contract.js";
import { uuidOf } from "./ids.js";

/** Who passes every `allow`, as sagas and operators do. */
export const system: Caller = { id: "system", roles: [], system: true };

/**
 * A caller in a role. Its id is the uuid that the name stands for, as after `as` in a scenario; without a name it is called
 * like the role.
 */
export function caller(role: string, name: string = role): Caller {
  return { id: uuidOf(name), roles: [role] };
}

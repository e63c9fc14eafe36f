/** Words of messages that several modules need. */
import type { Type } from "../model/types.js";
import { displayType } from "../types/display.js";
import type { Env } from "./environment.js";

export const shown = (type: Type, env: Env): string => displayType(type, env.place.context);

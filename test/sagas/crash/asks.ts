/** How plans write down who asks for what. */
import type { Caller, CommandLike } from "@esdl/runtime";
import type { Ask } from "./plan.js";

export const system: Caller = { id: "operator", roles: [], system: true };
export const clerk: Caller = { id: "counter 1", roles: ["Clerk"] };

/** @param name an aggregate and a command of it: `Sales.Order.PlaceOrder` */
export function ask(
  name: string,
  data: object,
  { caller = system, after }: { readonly caller?: Caller; readonly after?: string } = {},
): Ask {
  const [, aggregate = "", type = ""] = /^(.*)\.([^.]+)$/u.exec(name) ?? [];
  const command = { aggregate, type, data } as CommandLike;
  const id = `${type} ${Object.values(data).map(textOf).join(" ")}`;
  return { id, command, caller, ...(after === undefined ? {} : { after }) };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

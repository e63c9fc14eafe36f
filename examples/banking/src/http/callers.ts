// Who is calling. A real service asks its identity provider; a table of tokens stands for it here.
import type { Caller } from "@esdl/runtime";
import { asAlice, asBob, asMallory, teller } from "../people.js";

const callers = new Map<string, Caller>([
  ["token-of-alice", asAlice],
  ["token-of-bob", asBob],
  ["token-of-mallory", asMallory],
  ["token-of-counter-3", teller],
]);

/** The caller of a request; undefined without a token that is known: then nobody acts, and `allow` refuses. */
export const callerOf = (authorization: string | undefined): Caller | undefined =>
  callers.get(/^Bearer (\S+)$/.exec(authorization ?? "")?.[1] ?? "");

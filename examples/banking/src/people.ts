// Who the story is about. In a service of your own these come from requests.
import { AccountId, CustomerId } from "#domain/banking";

export const alice = CustomerId("6b1f2f0e-98a4-4a57-8a3c-5d2e7c9b0e01");
export const bob = CustomerId("6b1f2f0e-98a4-4a57-8a3c-5d2e7c9b0e02");

export const alicesAccount = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d01");
export const bobsAccount = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d02");
/** Opened for Bob, and frozen at once. */
export const frozenAccount = AccountId("0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d03");

/** Callers, with the bare names of their roles. */
export const teller = { id: "counter 3", roles: ["Teller"] };
export const asAlice = { id: alice, roles: ["Customer"] };
export const asBob = { id: bob, roles: ["Customer"] };
export const asMallory = { id: "mallory", roles: ["Customer"] };

import type { AggregateDefinition, CommandLike, Module } from "@esdl/runtime";

interface State {
  readonly number: string;
  readonly balance: string;
}
type Event =
  | { readonly type: "Opened"; readonly data: { readonly number: string } }
  | { readonly type: "Deposited"; readonly data: { readonly amount: string } };

export const definition: AggregateDefinition<State, Event>;
export const bank: Module<"Bank">;
export const Account: { readonly definition: AggregateDefinition<State, Event> };
export function open(accountId: string): CommandLike<Event, never>;
export function deposit(accountId: string): CommandLike<Event, never>;

/** What is lived: who asks for what, in which apps, and what is outside of them. */
import type { AppOptions, Caller, CommandLike, Module, StoreSource } from "@esdl/runtime";

/** How long a process that gives no sign of life keeps its leases, in milliseconds. */
export const leaseDuration = 1000;

/** Something that somebody asks for until there is an answer. */
export interface Ask {
  readonly id: string;
  readonly command: CommandLike;
  readonly caller: Caller;
  /** What must have happened before: `Sales.Order-o1 OrderPaid`. */
  readonly after?: string;
}

/** What is outside of the apps and outlives them: by context and command, what their handlers do to it. */
export type Outside = Readonly<
  Record<string, Readonly<Record<string, (input: object, key: string) => object | undefined>>>
>;

export interface Plan {
  /** What it is replayed by. */
  readonly name: string;
  readonly modules: readonly Module[];
  readonly options: Partial<AppOptions> & { readonly externals?: object };
  readonly outside: Outside;
  readonly store: () => StoreSource;
  /** Done before anything else, in order. */
  readonly before: readonly Ask[];
  /** Asked for in any order, at any time. */
  readonly asked: readonly Ask[];
  /** How often time may leap, and how far, in milliseconds. */
  readonly leaps?: { readonly times: number; readonly by: number };
  /** A fault that the test must find: in front of the store, or of the world outside. */
  readonly fault?: Fault;
}

export interface Fault {
  readonly store?: (source: StoreSource) => StoreSource;
  readonly outside?: (outside: Outside) => Outside;
}

/**
 * A saga by hand, as generated code is: a note "pay ID FROM TO AMOUNT" at an account moves money to another one. It takes the
 * money, gives it, and tells; what cannot be given goes back. A policy answers every note "ping".
 */
import type {
  CommandLike,
  ExternalCommandDefinition,
  HandledEvent,
  Module,
  PolicyDefinition,
  Reaction,
  SagaDefinition,
  SagaInput,
  SagaInstance,
} from "@esdl/runtime";
import { bank, Deposit, Note, Withdraw } from "../stores/account.js";

export interface Payment {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

export type Step = "taking" | "giving" | "telling" | "done" | "refused" | "returned";

type Instance = SagaInstance<Payment, Step>;
type Then = Reaction<Payment, Step>;

/** The parts of a note that asks for a payment. */
export function asked(text: string): (Payment & { readonly id: string }) | undefined {
  const [, id, from, to, amount] = /^pay (\S+) (\S+) (\S+) (\S+)$/u.exec(text) ?? [];
  if (id === undefined || from === undefined || to === undefined || amount === undefined) return undefined;
  return { id, from, to, amount };
}

const textOf = ({ data }: HandledEvent): string => (data as { readonly text: string }).text;

const plain = (state: Payment, step: Step, more: Partial<Then> = {}): Then => ({
  state,
  step,
  timers: [],
  sends: [],
  undo: [],
  ...more,
});

function start(input: SagaInput): Then | undefined {
  if (input.kind !== "event") return undefined;
  const found = asked(textOf(input.event));
  if (found === undefined) return undefined;
  const { from, to, amount } = found;
  const take = {
    command: Withdraw({ accountId: from, amount }),
    undo: Deposit({ accountId: from, amount }),
  };
  return plain({ from, to, amount }, "taking", { timers: ["PT15M"], sends: [take] });
}

const on: Readonly<
  Record<Step, Readonly<Record<string, (state: Payment, input: SagaInput, key: string) => Then | undefined>>>
> = {
  taking: {
    "completed Bank.Account.Withdraw": (state) =>
      plain(state, "giving", {
        timers: ["PT30M"],
        sends: [{ command: Deposit({ accountId: state.to, amount: state.amount }) }],
      }),
    "rejected Bank.Account.Withdraw": (state) => plain(state, "refused"),
    "after PT15M": (state) => plain(state, "returned", { undo: [0] }),
  },
  giving: {
    "completed Bank.Account.Deposit": (state, _, key) =>
      plain(state, "telling", { sends: [{ command: tell(key) }] }),
    "rejected Bank.Account.Deposit": (state) => plain(state, "returned", { undo: [0] }),
  },
  telling: {
    "completed Mail.Tell": (state) => plain(state, "done"),
    "rejected Mail.Tell": (state) => plain(state, "done"),
  },
  done: {},
  refused: {},
  returned: {},
};

const ends: readonly Step[] = ["done", "refused", "returned"];

export const payments: SagaDefinition<Payment, Step, string> = {
  name: "Bank.Payments",
  version: 1,
  steps: ["taking", "giving", "telling"],
  ends,
  completions: ["Bank.Account.Withdraw", "Bank.Account.Deposit", "Mail.Tell"],
  events: {
    "Bank.Account": {
      Noted: {
        items: () => 1,
        concerns: (event) => {
          const found = asked(textOf(event));
          return found === undefined ? [] : [{ key: found.id, isAwaited: false }];
        },
      },
    },
  },
  keyOf: (key) => key,
  react(instance: Instance | undefined, input, { key }) {
    if (instance === undefined || ends.includes(instance.step)) return start(input);
    return on[instance.step][`${input.kind} ${input.on}`]?.(instance.state, input, key);
  },
};

/** Tells the world of a payment. */
export const tell = (key: string) => ({ external: "Mail.Tell", data: { text: key } });

const tellDefinition: ExternalCommandDefinition = {
  name: "Mail.Tell",
  parse: (input) => input as object,
};

export const mail: Module<"Mail"> = {
  contract: bank.contract,
  context: "Mail",
  aggregates: [],
  externals: [],
  externalCommands: [tellDefinition],
};

export const pong: PolicyDefinition = {
  name: "Bank.Pong",
  events: {
    "Bank.Account": {
      Noted: (event) =>
        textOf(event) === "ping" ? [{ command: Note({ accountId: event.id, text: "pong" }) }] : [],
    },
  },
};

export const banking: Module = { ...bank, sagas: [payments], policies: [pong] };

export const Payments = { definition: payments };

/** Asks for a payment. */
export const pay = (id: string, from: string, to: string, amount: number): CommandLike =>
  Note({ accountId: from, text: `pay ${id} ${from} ${to} ${String(amount)}` });

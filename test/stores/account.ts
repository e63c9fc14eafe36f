/**
 * An aggregate written by hand against the runtime's contract, as generated code is: an account with a balance that may not
 * fall below zero, a number that no two open accounts share, and commands that try what a model can do.
 */
import {
  accept,
  alreadyExists,
  checkBy,
  notAllowed,
  notFound,
  reject,
  type AggregateDefinition,
  type CommandContext,
  type CommandLike,
  type Decision,
  type EventLike,
  type EventMeta,
  type Module,
  type Rejection,
  type RejectionLike,
  type BuiltInRejection,
} from "@esdl/runtime";
import {
  addDecimal,
  compareDecimal,
  countMembers,
  isPlainObject,
  readDecimalOf,
  readText,
  refuse,
  refuseObject,
  refuseUnknown,
  subDecimal,
  under,
  ValueError,
  type Problem,
} from "@esdl/runtime/values";

export interface State {
  readonly status: "open" | "closed";
  readonly number: string;
  readonly balance: string;
  readonly notes: readonly string[];
  readonly lastActor: string;
  /** The data of the latest event: shared with it, as folds may share what they never change. */
  readonly latest: object;
}

export type Event =
  | { readonly type: "Opened"; readonly data: { readonly number: string } }
  | { readonly type: "Deposited"; readonly data: { readonly amount: string } }
  | { readonly type: "Withdrawn"; readonly data: { readonly amount: string } }
  | { readonly type: "Renumbered"; readonly data: { readonly number: string } }
  | { readonly type: "Noted"; readonly data: { readonly text: string } }
  | { readonly type: "Closed"; readonly data: Readonly<Record<string, never>> };

export type InsufficientFunds = Rejection<"InsufficientFunds", { readonly available: string }>;
export type NumberTaken = Rejection<"NumberTaken">;
type Rejected = InsufficientFunds | NumberTaken | BuiltInRejection;

export interface Externals {
  fee(amount: string): string;
}

type Values = Readonly<Record<string, unknown>>;

type Make<Possible extends Event["type"], Refused extends RejectionLike = never> = (
  data: object,
) => CommandLike<Extract<Event, { readonly type: Possible }>, Refused>;

function command(type: string) {
  return (data: object) => ({ aggregate: "Bank.Account", type, data });
}

export const Open: Make<"Opened", NumberTaken> = command("Open");
export const Deposit: Make<"Deposited"> = command("Deposit");
export const Withdraw: Make<"Withdrawn", InsufficientFunds> = command("Withdraw");
export const Renumber: Make<"Renumbered", NumberTaken> = command("Renumber");
export const Note: Make<"Noted"> = command("Note");
export const Close: Make<"Closed"> = command("Close");
/** Takes money without asking for it: what it breaks is the invariant. */
export const Seize: Make<"Withdrawn"> = command("Seize");
/** Emits an event whose data is bad. */
export const Blunder: Make<"Deposited"> = command("Blunder");
/** Divides by zero. */
export const Overflow: Make<"Deposited"> = command("Overflow");
/** Throws, as an external function with a bug does. */
export const Crash: Make<"Deposited"> = command("Crash");
/** Emits nothing. */
export const Touch: Make<never> = command("Touch");
/** Makes two deposits. */
export const DepositTwice: Make<"Deposited"> = command("DepositTwice");

type Read = (input: unknown, problems: Problem[]) => string | undefined;

const readAmount: Read = (input, problems) => {
  const amount = readDecimalOf(input, problems, 2);
  return amount === undefined || compareDecimal(amount, "0") > 0
    ? amount
    : refuse(problems, "constraint", "must be greater than 0");
};

/** A reader of an object whose members are all texts that must be there. */
function readMembers(members: Readonly<Record<string, Read>>) {
  const names = new Set(Object.keys(members));
  return (input: unknown, problems: Problem[]): object | undefined => {
    if (!isPlainObject(input)) return refuseObject(input, problems);
    const result: Record<string, string> = {};
    let mark = problems.length;
    for (const [name, read] of Object.entries(members)) {
      const value = read(input[name], problems);
      if (problems.length > mark) mark = under(problems, mark, name);
      if (value !== undefined) result[name] = value;
    }
    if (countMembers(input) !== names.size) refuseUnknown(input, names, problems);
    return problems.length === 0 ? result : undefined;
  };
}

const accountId = readText;
const inputs = {
  Open: { accountId, number: readText },
  Deposit: { accountId, amount: readAmount },
  DepositTwice: { accountId, amount: readAmount },
  Withdraw: { accountId, amount: readAmount },
  Seize: { accountId, amount: readAmount },
  Renumber: { accountId, number: readText },
  Note: { accountId, text: readText },
  Close: { accountId },
  Touch: { accountId },
  Blunder: { accountId },
  Overflow: { accountId },
  Crash: { accountId },
};

const datas: Readonly<Record<Event["type"], Readonly<Record<string, Read>>>> = {
  Opened: { number: readText },
  Deposited: { amount: readAmount },
  Withdrawn: { amount: readAmount },
  Renumbered: { number: readText },
  Noted: { text: readText },
  Closed: {},
};

function text(values: Values, name: string): string {
  return String(values[name]);
}

function handle(
  state: State | undefined,
  { type, data }: { readonly type: string; readonly data: object },
  context: CommandContext<Externals>,
): Decision<Event, Rejected> {
  const values: Values = { ...data };
  if (type === "Open") {
    if (state !== undefined) return reject(alreadyExists());
    return accept([{ type: "Opened", data: { number: text(values, "number") } }]);
  }
  if (state === undefined) return reject(notFound());
  if (state.status !== "open") return reject(notAllowed(state.status));
  const amount = text(values, "amount");
  switch (type) {
    case "Deposit":
      return accept([{ type: "Deposited", data: { amount: context.externals.fee(amount) } }]);
    case "DepositTwice":
      return accept([
        { type: "Deposited", data: { amount } },
        { type: "Deposited", data: { amount } },
      ]);
    case "Withdraw":
      if (compareDecimal(amount, state.balance) > 0) {
        const available = state.balance;
        return reject({
          type: "InsufficientFunds",
          message: `Only ${available} is available`,
          data: { available },
        });
      }
      return accept([{ type: "Withdrawn", data: { amount } }]);
    case "Seize":
      return accept([{ type: "Withdrawn", data: { amount } }]);
    case "Renumber":
      return accept([{ type: "Renumbered", data: { number: text(values, "number") } }]);
    case "Note":
      return accept([{ type: "Noted", data: { text: text(values, "text") } }]);
    case "Close":
      return accept([{ type: "Closed", data: {} }]);
    case "Blunder":
      return accept([{ type: "Deposited", data: { amount: "-1" } }]);
    case "Overflow":
      throw new ValueError("divisionByZero", "cannot divide by zero");
    case "Crash":
      throw new RangeError("the external function has a bug");
    default:
      return accept([]);
  }
}

type Mutable = { -readonly [K in keyof State]: State[K] };

function apply(state: State | undefined, event: EventLike, meta: EventMeta): State {
  const values: Values = { ...event.data };
  if (state === undefined) {
    const opened: State = {
      status: "open",
      number: text(values, "number"),
      balance: "0",
      notes: [],
      lastActor: meta.actor.id,
      latest: event.data,
    };
    return opened;
  }
  const target: Mutable = state;
  switch (event.type) {
    case "Deposited":
      target.balance = addDecimal(state.balance, text(values, "amount"));
      break;
    case "Withdrawn":
      target.balance = subDecimal(state.balance, text(values, "amount"));
      break;
    case "Renumbered":
      target.number = text(values, "number");
      break;
    case "Noted":
      target.notes = [...state.notes, text(values, "text")];
      break;
    case "Closed":
      target.status = "closed";
      break;
    default:
      throw new Error(`unknown event ${event.type}`);
  }
  target.lastActor = meta.actor.id;
  target.latest = event.data;
  return target;
}

function violations(state: State): Problem[] {
  const problems: Problem[] = [];
  if (compareDecimal(state.balance, "0") < 0)
    refuse(problems, "constraint", "must not be negative", "/balance");
  return problems;
}

export const definition: AggregateDefinition<State, Event, Rejected, Externals> = {
  name: "Bank.Account",
  identity: "accountId",
  commands: Object.fromEntries(
    Object.entries(inputs).map(([type, members]) => [
      type,
      { flavour: type === "Open" ? "create" : "plain", parse: readMembers(members) },
    ]),
  ),
  events: Object.fromEntries(
    Object.entries(datas).map(([type, members]) => [
      type,
      { version: 1, check: checkBy(readMembers(members)) },
    ]),
  ),
  handle,
  apply,
  violations,
  uniques: [
    {
      name: "number",
      key: (state) => (state.status === "open" ? [state.number] : undefined),
      rejection: { type: "NumberTaken", message: "Another account has this number", data: {} },
    },
  ],
  snapshotEvery: 10,
  logic: "1",
};

/** The module of one context, `Bank`. */
export const bank: Module<"Bank", Externals> = {
  contract: 2,
  context: "Bank",
  aggregates: [definition],
  externals: ["fee"],
};

/** External functions that change nothing. */
export const externals: { readonly Bank: Externals } = { Bank: { fee: (amount) => amount } };

/** What reads take, as a generated namespace is. */
export const Account = { definition };

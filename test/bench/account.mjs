// The aggregate of the store benchmarks, written by hand against the runtime's contract, as generated code is: an account
// with an invariant, whose deposits are validated and added up exactly.
import { accept, alreadyExists, checkBy, notFound, reject } from "../../runtime/dist/index.js";
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
  under,
} from "../../runtime/dist/values/index.js";

function reader(members) {
  const names = new Set(Object.keys(members));
  return (input, problems) => {
    if (!isPlainObject(input)) return refuseObject(input, problems);
    const result = {};
    let mark = problems.length;
    for (const name of names) {
      const value = members[name](input[name], problems);
      if (problems.length > mark) mark = under(problems, mark, name);
      result[name] = value;
    }
    if (countMembers(input) !== names.size) refuseUnknown(input, names, problems);
    return problems.length === 0 ? result : undefined;
  };
}

const amount = (input, problems) => readDecimalOf(input, problems, 2);

export const definition = {
  name: "Bank.Account",
  identity: "accountId",
  commands: {
    Open: { flavour: "create", parse: reader({ accountId: readText, number: readText }) },
    Deposit: { flavour: "plain", parse: reader({ accountId: readText, amount }) },
  },
  events: {
    Opened: { version: 1, check: checkBy(reader({ number: readText })) },
    Deposited: { version: 1, check: checkBy(reader({ amount })) },
  },
  handle(state, command) {
    if (command.type === "Open") {
      if (state !== undefined) return reject(alreadyExists());
      return accept([{ type: "Opened", data: { number: command.data.number } }]);
    }
    if (state === undefined) return reject(notFound());
    return accept([{ type: "Deposited", data: { amount: command.data.amount } }]);
  },
  apply(state, event) {
    if (event.type === "Opened") return { number: event.data.number, balance: "0" };
    state.balance = addDecimal(state.balance, event.data.amount);
    return state;
  },
  violations(state) {
    const problems = [];
    if (compareDecimal(state.balance, "0") < 0)
      refuse(problems, "constraint", "must not be negative", "/balance");
    return problems;
  },
  uniques: [],
  logic: "1",
};

export const bank = { contract: 2, context: "Bank", aggregates: [definition], externals: [] };
export const Account = { definition };
export const open = (accountId) => ({
  aggregate: "Bank.Account",
  type: "Open",
  data: { accountId, number: accountId },
});
export const deposit = (accountId) => ({
  aggregate: "Bank.Account",
  type: "Deposit",
  data: { accountId, amount: "12.50" },
});

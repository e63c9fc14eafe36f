/** The invariants of the example models, written by hand: generated code is not asked whether generated code is right. */

type State = Readonly<Record<string, unknown>>;

/** A decimal of at most four digits after the point, as a whole number. */
function exact(decimal: unknown): bigint {
  const [whole = "", fraction = ""] = String(decimal).split(".");
  return BigInt(whole + fraction.padEnd(4, "0"));
}

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, number) => total + number, 0n);

/** Whether the invariants of an aggregate hold, by its name. */
export const rules: Readonly<Record<string, (state: State) => boolean>> = {
  "Banking.Account": ({ balance, overdraft, status }) =>
    exact(balance) >= -exact(overdraft) && (status !== "closed" || exact(balance) === 0n),
  "Banking.Transfer": ({ amount }) => exact(amount) > 0n && exact(amount) <= exact("1000000"),
  "Sales.Product": ({ stock, held }) =>
    sum(Object.values(held as object).map(BigInt)) <= BigInt(stock as number),
  "Sales.Order": ({ refunded, paid, status, lines, fee }) => {
    const costs = (lines as readonly { readonly quantity: number; readonly price: string }[]).map(
      ({ quantity, price }) => BigInt(quantity) * exact(price),
    );
    return exact(refunded) <= exact(paid) && (status !== "shipped" || exact(paid) >= sum(costs) + exact(fee));
  },
};

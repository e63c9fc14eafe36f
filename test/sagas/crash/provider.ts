/** The world outside of a kiosk: it remembers what it did by the keys that it is given, and does it once. */
import { CommandRejected } from "@esdl/runtime";
import type { Outside } from "./plan.js";

/** Something that was done outside. */
export interface Deed {
  readonly what: string;
  readonly order: string;
  readonly amount: number;
}

/** Nobody's card has more. */
const limit = 500;

export class Provider {
  readonly #answers = new Map<string, { readonly deed?: Deed; readonly answer: object | undefined }>();
  readonly outside: Outside = {
    Kiosk: {
      Charge: (input, key) => {
        const { order, amount } = input as { readonly order: string; readonly amount: string };
        if (Number(amount) > limit) throw new CommandRejected("Declined", "The card has not so much");
        const deed = { what: "charge", order, amount: Number(amount) };
        return this.#once(key, deed, { receipt: `R-${order}` });
      },
      GiveBack: (input, key) => {
        const { order, amount } = input as { readonly order: string; readonly amount: string };
        return this.#once(key, { what: "give back", order, amount: Number(amount) }, undefined);
      },
      Remind: (input, key) => {
        const { order } = input as { readonly order: string };
        return this.#once(key, { what: "remind", order, amount: 0 }, undefined);
      },
      PickUp: (input, key) => {
        const { order, sku, quantity } = input as {
          readonly order: string;
          readonly sku: string;
          readonly quantity: number;
        };
        const deed = { what: `pick up ${sku}`, order, amount: quantity };
        return this.#once(key, deed, { tracking: `T-${order}-${sku}` });
      },
    },
  };

  #once(key: string, deed: Deed, answer: object | undefined): object | undefined {
    const known = this.#answers.get(key);
    if (known !== undefined) return known.answer;
    this.#answers.set(key, { deed, answer });
    return answer;
  }

  /** What was done, each once, in order. */
  get deeds(): readonly Deed[] {
    return [...this.#answers.values()].flatMap(({ deed }) => deed ?? []);
  }

  /** How much somebody has paid for an order, less what was given back. */
  paidFor(order: string): number {
    const sign = (what: string): number => (what === "charge" ? 1 : what === "give back" ? -1 : 0);
    return this.deeds
      .filter((deed) => deed.order === order)
      .reduce((sum, { what, amount }) => sum + sign(what) * amount, 0);
  }
}

// Yours to write: what takes the money. `esdl compile` made a file like this and overwrites none of it; what the model gains
// later is added by `esdl compile --update-scaffolds`. What stands here now is a stand-in that never moves a cent.
import { CommandRejected } from "@esdl/runtime";
import type { ExternalCommands } from "#domain/payments";

/** The most that the stand-in takes: more than this, and it says no as a bank would. */
const limit = 500;

/** What was taken, by idempotency key, as a provider keeps it: whoever asks again gets the same receipt, and pays once. */
const receipts = new Map<string, string>();

/** What carries out the external commands of Payments. One that comes again has the same idempotency key. */
export const externalCommands: ExternalCommands = {
  TakePayment({ payment, amount }, { idempotencyKey }) {
    // A `CommandRejected` is an answer: the saga hears it as `on rejected`. Whatever else is thrown counts as a failure of the
    // network, and the command is tried again later.
    if (Number(amount) > limit) throw new CommandRejected("Declined", "the card was declined");
    // Call your payment provider here, and hand it the key:
    //   const charge = await provider.charge({ amount, currency: "EUR", reference: payment, idempotencyKey });
    console.log(`  … ${amount} comes in for ${payment.slice(0, 8)}`);
    const receipt = receipts.get(idempotencyKey) ?? `R-${receipts.size + 1}`;
    receipts.set(idempotencyKey, receipt);
    return Promise.resolve({ receipt });
  },
  GiveBack({ payment, amount }) {
    console.log(`  … ${amount} goes back for ${payment.slice(0, 8)}`);
    return Promise.resolve();
  },
};

// A process that ships an order, and is killed as soon as the note to its customer was written: `node dying.js FILE OUTBOX ORDER`.
import { OrderId } from "#domain/sales";
import { mailFolder } from "../outside/mail-folder.js";
import { openShop } from "../shop.js";
import { pay, ship } from "./checkouts.js";

const [, , file = "", outbox = "", order = ""] = process.argv;
const send = mailFolder(outbox);
const app = await openShop(file, async (note, options) => {
  await send(note, options);
  process.kill(process.pid, "SIGKILL");
});
await app.start();
await pay(app, OrderId(order));
await ship(app, OrderId(order), "T-3");
// Only the signal ends this process.
await new Promise(() => setInterval(() => undefined, 1_000));

// A process that was built dies between a note and its record; another one goes on.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openShop } from "../shop.js";
import { listProducts, orderIdOf, placeOrder } from "./day.js";
import { dieAfterTheNote, goOn, notesIn } from "./mail.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "shop-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("a note is there once, though the process died after it was sent and sends it again", async () => {
  const [file, outbox] = [join(folder, "shop.db"), join(folder, "outbox")];
  await mkdir(outbox);
  const app = await openShop(file, outbox);
  await listProducts(app);
  await placeOrder(app, 1);
  await app.close();

  await dieAfterTheNote(file, outbox, orderIdOf(1));
  expect(await notesIn(outbox)).toHaveLength(1);
  expect(await goOn(file, outbox)).toEqual({ sent: 1, notes: 1 });
});

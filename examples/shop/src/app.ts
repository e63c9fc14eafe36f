// A shop on SQLite, as a story: orders, the lists that its people look at, the saga that sees each order through to the customer's
// door or gives everything back, and mail that goes out once. Every run begins with an empty file.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openShop } from "./shop.js";
import { checkouts } from "./story/checkouts.js";
import { lists } from "./story/lists.js";
import { crash, operator } from "./story/mail.js";

const folder = await mkdtemp(join(tmpdir(), "shop-"));
const file = join(folder, "shop.db");
const outbox = join(folder, "outbox");
try {
  const app = await openShop(file, outbox);
  await app.start();
  try {
    await lists(app);
    await checkouts(app);
    await operator(app, outbox);
  } finally {
    await app.close();
  }
  await crash(file, outbox);
} finally {
  await rm(folder, { recursive: true });
}

// Retail banking on SQLite, as a story: what a service does with the package that `esdl compile` made from the model. Every run
// begins with an empty file, so that what is printed can be compared with the code.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "#domain/banking";
import { inBank } from "./bank.js";
import { alicesAccount, bobsAccount } from "./people.js";
import { counter } from "./story/counter.js";
import { chapter, statement } from "./story/print.js";
import { readModels } from "./story/read-models.js";
import { service } from "./story/service.js";
import { transfers } from "./story/transfers.js";

const folder = await mkdtemp(join(tmpdir(), "banking-"));
const file = join(folder, "bank.db");
try {
  // Who only executes commands need not start the app; sagas and read models run in one that is started.
  await inBank(file, counter);
  await inBank(file, async (app) => {
    await app.start();
    await transfers(app);
  });
  await service(file);
  await inBank(file, async (app) => {
    await app.start();
    await readModels(app);
  });
  await inBank(file, async (app) => {
    chapter("The history of Alice's account");
    statement(await app.history(Account, alicesAccount));
    chapter("The history of Bob's account");
    statement(await app.history(Account, bobsAccount));
  });
} finally {
  await rm(folder, { recursive: true });
}

// The service as it was built: killed in the middle, started again, asked to stop.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Account } from "#domain/banking";
import { inBank } from "../bank.js";
import { bob, bobsAccount, teller } from "../people.js";
import { withService } from "./client.js";
import { balanceOf, killInTheMiddle, sendAll, stopUnderWay } from "./service.js";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "banking-test-"));
  file = join(folder, "bank.db");
  const account = { accountId: bobsAccount, iban: "FR1420041010050500013M02606", owner: bob };
  await inBank(file, (app) => app.execute(Account.OpenAccount(account), { caller: teller }));
});
afterEach(() => rm(folder, { recursive: true }));

it("loses nothing that it answered when it is killed, and counts what is sent again once", async () => {
  const { answered, position } = await withService(file, killInTheMiddle);
  await withService(file, async (service) => {
    expect(Number(await balanceOf(service, position))).toBeGreaterThanOrEqual(5 * answered);
    expect(await balanceOf(service, await sendAll(service))).toBe("50");
  });
});

it("answers what is under way when it is asked to stop, and ends", async () => {
  await withService(file, async (service) => {
    expect(await stopUnderWay(service)).toEqual({ answer: 200, status: 0 });
    expect(service.lines.at(-1)).toBe("stopped");
  });
  const account = await inBank(file, (app) => app.load(Account, bobsAccount));
  expect(account?.state.balance).toBe("7");
});

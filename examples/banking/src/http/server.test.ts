// The edge on a bank in memory: what a client sees, whatever it sends.
import { type App, memory } from "@esdl/runtime";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Account } from "#domain/banking";
import { openBank } from "../bank.js";
import { alice, alicesAccount } from "../people.js";
import { ask, type Response } from "../story/client.js";
import { bankServer } from "./server.js";

let app: App;
let server: ReturnType<typeof bankServer>;
let send: (line: string, options?: Parameters<typeof ask>[2]) => Promise<Response>;

const teller = "token-of-counter-3";
const path = `/accounts/${alicesAccount}`;
const deposit = { key: "k", body: { amount: "25.00" } };

beforeEach(async () => {
  app = await openBank(memory());
  await app.start();
  server = bankServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  send = (line, options) => ask({ url }, line, options);
  await send(`PUT ${path}`, {
    token: teller,
    body: { iban: "DE89370400440532013000", owner: alice },
  });
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await app.close();
});

it("shows what a command did to whoever reads after it", async () => {
  const { status, body } = await send(`POST ${path}/deposits`, deposit);
  expect([status, body.version]).toEqual([200, 2]);
  const read = await send(`GET ${path}?after=${String(body.position)}`, { token: "token-of-alice" });
  expect(read).toMatchObject({ status: 200, body: { balance: "25", movements: 1 } });
});

it("answers the same key with the first answer, and refuses it for anything else", async () => {
  const first = await send(`POST ${path}/deposits`, deposit);
  expect(await send(`POST ${path}/deposits`, deposit)).toEqual(first);
  const other = await send(`POST ${path}/deposits`, { key: "k", body: { amount: "26.00" } });
  expect(other).toMatchObject({ status: 422, body: { title: "CommandIdReused" } });
});

it.each([
  ["input that is none", "POST", `${path}/deposits`, { amount: "0.001" }, 400, "Invalid"],
  ["who may not", "POST", `${path}/withdrawals`, { amount: "1" }, 403, "Forbidden"],
  ["an account that is not there", "POST", `/accounts/${alice}/deposits`, { amount: "1" }, 404, "NotFound"],
  [
    "an account that is there already",
    "PUT",
    path,
    { iban: "DE89370400440532013001", owner: alice },
    409,
    "AlreadyExists",
  ],
  ["a path that is none", "GET", "/account", undefined, 404, "NotFound"],
  ["a method that is none", "DELETE", path, undefined, 405, "MethodNotAllowed"],
  ["a body that is no object", "POST", `${path}/deposits`, [], 400, "Invalid"],
  ["a body that is too large", "POST", `${path}/deposits`, { amount: "1".repeat(70_000) }, 400, "Invalid"],
])("refuses %s", async (_, method, at, body, status, title) => {
  const token = method === "PUT" ? teller : undefined;
  const answer = await send(`${method} ${at}`, {
    ...(token === undefined ? {} : { token }),
    ...(body === undefined ? {} : { body }),
  });
  expect(answer).toMatchObject({ status, body: { status, title } });
});

it("refuses by the model's own rules with what the model says", async () => {
  expect(
    await send(`POST ${path}/withdrawals`, { token: "token-of-alice", body: { amount: "1" } }),
  ).toMatchObject({
    status: 422,
    body: { title: "InsufficientFunds", detail: "Only 0 is available", data: { available: "0" } },
  });
});

it("the identity comes from the path, not from the body", async () => {
  const { status } = await send(`POST ${path}/deposits`, { body: { amount: "1", accountId: alice } });
  expect(status).toBe(200);
  expect((await app.load(Account, alicesAccount))?.state.balance).toBe("1");
});

it.each(["token-of-mallory", undefined])("shows nothing to %s", async (token) => {
  const options = token === undefined ? {} : { token };
  expect((await send(`GET ${path}`, options)).status).toBe(403);
  expect((await send(`GET /customers/${alice}/accounts`, options)).status).toBe(403);
});

it("is healthy while nothing waits for a person", async () => {
  expect(await send("GET /health")).toEqual({ status: 200, body: { parked: [] } });
});

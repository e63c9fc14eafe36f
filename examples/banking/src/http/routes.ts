// What the bank offers over HTTP. A command is a line of a table: the body goes to `execute` as it came, and the generated
// validators say what is wrong with it. A read looks at who asks: `allow` guards commands only.
import type { App, Caller } from "@esdl/runtime";
import { AccountOverview, isAccountId, isCustomerId, isTransferId, Transfer } from "#domain/banking";
import { ok, problem, type Reply, replyTo } from "./replies.js";

export interface Call {
  readonly app: App;
  readonly caller: Caller | undefined;
  /** What stands in the path for `:accountId` and the like. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: object;
  /** The client's name for this command: the same one again gets the first answer. */
  readonly idempotencyKey: string | undefined;
  /** The position that a read has to have seen. */
  readonly after: { readonly position: number } | undefined;
}

type Handler = (call: Call) => Promise<Reply>;

const account = "Banking.Account";
const transfer = "Banking.Transfer";

export const routes: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["PUT", "/accounts/:accountId", command(account, "OpenAccount")],
  ["POST", "/accounts/:accountId/deposits", command(account, "Deposit")],
  ["POST", "/accounts/:accountId/withdrawals", command(account, "Withdraw")],
  ["PUT", "/transfers/:transferId", command(transfer, "RequestTransfer")],
  ["GET", "/accounts/:accountId", readAccount],
  ["GET", "/customers/:customer/accounts", readAccountsOf],
  ["GET", "/transfers/:transferId", readTransfer],
  ["GET", "/health", readHealth],
];

/** The identity comes from the path, whatever the body says. */
function command(aggregate: string, type: string): Handler {
  return async ({ app, caller, params, body, idempotencyKey }) =>
    replyTo(
      await app.execute(
        { aggregate, type, data: { ...body, ...params } },
        { caller, commandId: idempotencyKey },
      ),
    );
}

const forbidden = problem(403, "Forbidden", "This is not yours to see");
const notFound = problem(404, "NotFound", "There is no such thing");

const maySee = (caller: Caller | undefined, owner: string): boolean =>
  caller !== undefined && (caller.id === owner || caller.roles.includes("Teller"));

async function readAccount({ app, caller, params: { accountId = "" }, after }: Call): Promise<Reply> {
  if (!isAccountId(accountId)) return notFound;
  const row = await app.read(AccountOverview).get(accountId, { after });
  if (row === undefined) return notFound;
  return maySee(caller, row.owner) ? ok(row) : forbidden;
}

async function readAccountsOf({ app, caller, params: { customer = "" }, after }: Call): Promise<Reply> {
  if (!isCustomerId(customer)) return notFound;
  if (!maySee(caller, customer)) return forbidden;
  return ok(await app.read(AccountOverview).page(AccountOverview.ownedBy({ customer }), { after }));
}

/** A transfer is seen by who may see the account that it takes from. */
async function readTransfer({ app, caller, params: { transferId = "" } }: Call): Promise<Reply> {
  const found = isTransferId(transferId) ? await app.load(Transfer, transferId) : undefined;
  if (found === undefined) return notFound;
  const from = await app.read(AccountOverview).get(found.state.from);
  return from !== undefined && maySee(caller, from.owner) ? ok(found.state) : forbidden;
}

/** For whoever watches the service: 503 as soon as something waits for a person. */
async function readHealth({ app }: Call): Promise<Reply> {
  const { projections, sagas } = await app.health();
  const parked = [
    ...projections.filter(({ state }) => state === "parked"),
    ...sagas.filter(({ state, deadLetters }) => state === "parked" || deadLetters > 0),
  ].map(({ name }) => name);
  return { status: parked.length === 0 ? 200 : 503, body: { parked } };
}

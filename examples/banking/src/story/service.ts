// Chapters of the service: requests, a process that is killed, the same requests once more, and one that is asked to stop.
import { alice, alicesAccount, bobsAccount } from "../people.js";
import { ask, begin, type Service, stopService, withService } from "./client.js";
import { chapter } from "./print.js";

/** One key per salary, chosen by whoever sends it, so that sending again is safe. */
const salaries = Array.from(
  { length: 10 },
  (_, index) => `salary-2026-${String(index + 1).padStart(2, "0")}`,
);
const killedAfter = 4;

const deposit = (service: Service, key: string) =>
  ask(service, `POST /accounts/${bobsAccount}/deposits`, { key, body: { amount: "5.00" } });

/** Bob's balance in a row that has seen a position: a read without one may be a moment behind. */
export const balanceOf = async (service: Service, position: unknown): Promise<string> => {
  const line = `GET /accounts/${bobsAccount}?after=${String(position)}`;
  return String((await ask(service, line, { token: "token-of-bob" })).body.balance);
};

export async function service(file: string): Promise<void> {
  const killed = await withService(file, async (service) => {
    chapter("The bank as a service: requests over HTTP, on the same file");
    const gift = { key: "gift-1", body: { amount: "40.50" } };
    const { body } = await show(service, `POST /accounts/${alicesAccount}/deposits`, gift);
    await show(service, `GET /accounts/${alicesAccount}?after=${String(body.position)}`, {
      token: "token-of-alice",
    });
    await show(service, `GET /customers/${alice}/accounts`, { token: "token-of-mallory" });
    await show(service, `POST /accounts/${alicesAccount}/withdrawals`, {
      token: "token-of-alice",
      body: { amount: 1, fee: "2" },
    });

    chapter("Ten salaries of 5.00 are sent; the process is killed in the middle");
    return killInTheMiddle(service);
  });
  console.log(`  ${killed.answered} were answered before it was killed.`);

  await withService(file, async (service) => {
    chapter("The service is started again, and all ten are sent once more under their keys");
    console.log(
      `  Bob's balance is ${await balanceOf(service, killed.position)}: what was answered is there.`,
    );
    const position = await sendAll(service);
    console.log(`  Now it is ${await balanceOf(service, position)}: 120.50 + 10 × 5.00, each once.`);

    chapter("It is asked to stop while a request is under way: the request is answered, the file is closed");
    const { answer, status } = await stopUnderWay(service);
    console.log(
      `  the request: ${answer}; the process: "${service.lines.at(-1) ?? ""}", status ${String(status)}`,
    );
  });
}

/** Sends the salaries one after the other, and kills the process while one of them is under way. */
export async function killInTheMiddle(service: Service) {
  let position: unknown;
  for (const key of salaries.slice(0, killedAfter)) ({ position } = (await deposit(service, key)).body);
  const underWay = deposit(service, salaries[killedAfter] ?? "").catch(() => undefined);
  await stopService(service, "SIGKILL");
  const answer = await underWay;
  return answer === undefined
    ? { answered: killedAfter, position }
    : { answered: killedAfter + 1, position: answer.body.position };
}

/** Sends all of them, whatever was sent before; answers the position of the last one. */
export async function sendAll(service: Service): Promise<unknown> {
  let position: unknown;
  for (const key of salaries) ({ position } = (await deposit(service, key)).body);
  return position;
}

/** Asks the process to stop between the head and the body of a request. */
export async function stopUnderWay(service: Service) {
  const sent = await begin(service, `POST /accounts/${bobsAccount}/deposits`, { amount: "7" });
  const stopped = stopService(service, "SIGTERM");
  const answer = await sent.finish();
  return { answer, status: await stopped };
}

async function show(service: Service, line: string, options: Parameters<typeof ask>[2]) {
  const response = await ask(service, line, options);
  console.log(`  ${line}`);
  console.log(`      ${response.status} ${JSON.stringify(response.body)}`);
  return response;
}

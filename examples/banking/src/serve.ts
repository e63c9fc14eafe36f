// The bank as a service: `node dist/serve.js FILE [PORT]`. It says where it listens, and stops gracefully on SIGTERM or Ctrl-C.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openBank } from "./bank.js";
import { bankServer } from "./http/server.js";

const [, , file = "bank.db", port = "0"] = process.argv;
const app = await openBank(file);
await app.start();

const server = bankServer(app).listen(Number(port), "127.0.0.1");
await once(server, "listening");
console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);

// No new connections; what is under way is answered; then projections and sagas come to rest and the file is closed.
const asked = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
await asked;
await new Promise((resolve) => server.close(resolve));
await app.close();
console.log("stopped");

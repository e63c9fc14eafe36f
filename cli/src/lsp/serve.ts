/** A language server on the connection that the command line names: `--stdio`, `--node-ipc` or `--socket=…`. */
import { createServer } from "@esdl/language-server";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { exit, type Exit } from "../io.js";
import { createHost } from "./host.js";

/** Resolves when the editor has gone; ends the process when that is told to end, whoever still holds the connection. */
export function serve(): Promise<Exit> {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(exit.ok));
  return new Promise((resolve) => {
    // It reads how to connect from the process's arguments, and ends the process when the editor says so.
    const connection = createConnection(ProposedFeatures.all);
    connection.onExit(() => {
      resolve(exit.ok);
    });
    createServer(connection, createHost());
    connection.listen();
  });
}

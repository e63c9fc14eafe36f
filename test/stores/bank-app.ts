/**
 * Apps over the hand-written aggregate, and commands for it.
 */
import { onTestFinished } from "vitest";
import {
  createApp,
  type App,
  type AppOptions,
  type CommandLike,
  type RejectionLike,
  type StoreSource,
} from "@esdl/runtime";
import { bank, Deposit, externals, Open } from "./account.js";

export async function started(store: StoreSource, options: Partial<AppOptions> = {}): Promise<App> {
  const app = await createApp({ ...options, modules: [bank], store, externals });
  onTestFinished(() => app.close());
  await app.start();
  return app;
}

/** What came of a command: the version, or the rejection. */
export async function told(
  app: App,
  command: CommandLike,
  commandId?: string,
): Promise<number | RejectionLike> {
  const outcome = await app.execute(command, { commandId });
  return outcome.ok ? outcome.version : outcome.rejection;
}

export const account = (id = "a", number = id): CommandLike => Open({ accountId: id, number });
export const deposit = (amount: string, id = "a"): CommandLike => Deposit({ accountId: id, amount });

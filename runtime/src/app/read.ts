/**
 * Reads of an aggregate: its state, and its history.
 */
import type { AggregateDefinition } from "../contract.js";
import { UnknownAggregate } from "../errors.js";
import type { StoredEvent } from "../store/port.js";
import { copyValue } from "../values/index.js";
import { recorded, type Engine } from "./execute.js";
import type { Served } from "./modules.js";
import type { RecordedEvent } from "./outcome.js";
import { rehydrate } from "./rehydrate.js";

const pageSize = 1000;

/** See `App.load`. */
export async function load(
  engine: Engine,
  asked: AggregateDefinition,
  id: string,
): Promise<{ readonly state: object; readonly version: number } | undefined> {
  const served = servedAs(engine, asked);
  const stream = `${served.definition.name}-${id}`;
  const { state, version } = await rehydrate(engine.store, engine.codec, engine.cache, served, stream);
  return state && { state: copyValue(state), version };
}

/** See `App.history`. */
export async function history(
  engine: Engine,
  asked: AggregateDefinition,
  id: string,
): Promise<readonly RecordedEvent[]> {
  const { definition, reader } = servedAs(engine, asked);
  const stream = `${definition.name}-${id}`;
  const events: RecordedEvent[] = [];
  let page: readonly StoredEvent[];
  let last = 0;
  do {
    page = await engine.store.readStream(stream, last, pageSize);
    for (const event of page) events.push(...recorded(engine.codec, reader, event));
    last = page.at(-1)?.version ?? last;
  } while (page.length === pageSize);
  return events;
}

/** The app's own aggregate; the definition that was asked with names it. */
function servedAs({ served }: Engine, { name }: AggregateDefinition): Served {
  const found = served.get(name);
  if (found !== undefined) return found;
  throw new UnknownAggregate(`The app has no aggregate ${name}: its module is not in modules.`);
}

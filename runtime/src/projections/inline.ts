/**
 * Projections that commit with the append. In the transaction that appends, the store looks whether the projection has
 * applied everything before: then rows and checkpoint go with the events, and whoever reads after the command sees them.
 * When it is behind, because it is new, being rebuilt, or because another process appended without it, nothing is done here
 * and it catches up as every projection does. So it is always right, and nearly always at once. What it cannot apply is not
 * appended: the command fails with ProjectionFailed.
 */
import { ProjectionFailed } from "../errors.js";
import type { Derivation, Derived, StoredRecord } from "../store/port.js";
import { asRow, type RowUpdate } from "../store/tables.js";
import type { Catalogs } from "./catalog.js";
import { checkpointCollection, checkpointKey, checkpointWrite, keptCheckpoint } from "./checkpoint.js";
import type { HandledEvent, ProjectionDefinition } from "./definition.js";
import { handlersOf } from "./handlers.js";

const whole = { index: 0, count: 1 };

/** An event that is about to be appended, as projections see it once its position is known. */
export type AtPosition = (position: number) => HandledEvent;

/**
 * What else a unit writes when it appends these events, all to one stream.
 *
 * @param category the stream's
 */
export async function inlineDerivation(
  definitions: readonly ProjectionDefinition[],
  catalogs: Catalogs,
  category: string,
  events: readonly AtPosition[],
): Promise<Derivation | undefined> {
  const kept = await Promise.all(
    definitions.map(async (definition) => ({
      definition,
      live: (await catalogs.find(definition.name))?.live,
    })),
  );
  const ready = kept.flatMap(({ definition, live }) =>
    // A table of other columns, or in parts, is kept in the background alone.
    live?.partitions === 1 && live.table.version.startsWith(`${definition.table.version}g`)
      ? [{ definition, table: live.table }]
      : [],
  );
  if (ready.length === 0) return undefined;
  return {
    reads: ready.map(({ table }) => ({ collection: checkpointCollection, key: checkpointKey(table, whole) })),
    derive: ({ records, end, position }) =>
      joined(
        ready.map(({ definition, table }, at): Derived => {
          const checkpoint = upToDate(records[at], end);
          if (checkpoint === undefined) return {};
          const handlers = handlersOf(definition).get(category);
          const first = position - events.length + 1;
          const rows = events.flatMap((event, index): RowUpdate[] => {
            const handled = event(first + index);
            const guarded = guard(definition.name, handled);
            return guarded(() => handlers?.get(handled.type)?.(handled) ?? []).map((change) => ({
              table,
              key: change.key,
              update: (row) => guarded(() => asRow(change.update(row))),
            }));
          });
          return { rows, records: [checkpointWrite(table, whole, { position }, checkpoint.version)] };
        }),
      ),
  };
}

/** The checkpoint, if everything up to the end of the log is applied. */
function upToDate(record: StoredRecord | undefined, end: number): { readonly version: number } | undefined {
  if (record === undefined) return end === 0 ? { version: 0 } : undefined;
  const checkpoint = keptCheckpoint(record);
  return checkpoint.position === end && checkpoint.parked === undefined ? checkpoint : undefined;
}

function joined(all: readonly Derived[]): Derived {
  return {
    rows: all.flatMap(({ rows = [] }) => rows),
    records: all.flatMap(({ records = [] }) => records),
  };
}

/** Runs a task of a projection on an event; says which, when it throws. */
const guard =
  (projection: string, { type, meta }: HandledEvent) =>
  <T>(task: () => T): T => {
    try {
      return task();
    } catch (error) {
      throw new ProjectionFailed(projection, type, meta.streamId, error);
    }
  };

/** The types of what the language itself puts into scope: `meta`, `caller`, `rejection`, and the reply of a command. */
import type { RecordType, Type } from "../model/index.js";
import type { FieldSignature } from "./api.js";

const string: Type = { kind: "scalar", name: "string" };
const roles: Type = { kind: "list", of: string };

/** Of `meta.actor`, and of `caller`. */
export const callerType: RecordType = {
  kind: "record",
  fields: [
    { name: "id", type: string },
    { name: "roles", type: roles },
  ],
};

const envelope: RecordType["fields"] = [
  { name: "occurredAt", type: { kind: "scalar", name: "instant" } },
  { name: "streamId", type: string },
  { name: "correlationId", type: string },
  { name: "causationId", type: string },
  { name: "actor", type: callerType },
];

/** Of `meta` in aggregates and version clauses. */
export const metaType: RecordType = { kind: "record", fields: envelope };

/** Of `meta` in projections and sagas, which also know the event's place in the log. */
export const positionedMetaType: RecordType = {
  kind: "record",
  fields: [...envelope, { name: "position", type: { kind: "scalar", name: "int" } }],
};

/** Of `rejection` in `on rejected`. */
export const rejectionType: RecordType = {
  kind: "record",
  fields: [
    { name: "type", type: string },
    { name: "message", type: string },
  ],
};

/** Of `reply` in `on completed`; fields whose type could not be made out are left out. */
export function replyType(returns: readonly FieldSignature[]): RecordType {
  return {
    kind: "record",
    fields: returns.flatMap(({ name, type }) => (type === undefined ? [] : [{ name, type }])),
  };
}

/**
 * The ids of what sagas and policies do. Each is derived from who acts, why, and how many times before: what is done again
 * after a crash is known again by its id, so that it acts once.
 */
import { hash } from "node:crypto";
import { canonicalJson, readJson, type JsonValue, type Problem } from "../values/index.js";

/** Ids of commands have an end; what derives them is cut, and told apart by a hash. */
const longest = 180;

const within = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 65)}~${hash("sha256", text)}`;

/** A key as the text that instances are found by. */
export function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  const problems: Problem[] = [];
  const json: JsonValue | undefined = readJson(key, problems);
  if (json === undefined) throw new TypeError("this is no key of a saga");
  return canonicalJson(json);
}

/** An instance: `Sales.Checkout/<key>`. */
export const instanceId = (saga: string, key: unknown): string => within(`${saga}/${keyText(key)}`);

/** What an instance sends: its run, how many inputs the run had handled, and how many it sent before at this one. */
export const sendId = (instance: string, run: number, input: number, ordinal: number): string =>
  `${instance}#${[run, input, ordinal].map(String).join(".")}`;

/** What takes a send back that turned out accepted after an `undo all`. */
export const lateUndoId = (send: string): string => `${send}.undo`;

/** The same command once more, after an operator has looked at what became of it. */
export const retriedId = (send: string): string => {
  const [, of = send, times = "0"] = /^(.*)~([0-9]+)$/su.exec(send) ?? [];
  return `${of}~${String(Number(times) + 1)}`;
};

/** An event as a cause: its stream and version, and its part from the second on. */
export const eventId = (stream: string, version: number, part: number): string =>
  `${stream}@${String(version)}${part === 0 ? "" : `.${String(part)}`}`;

/** What a policy sends for an event. */
export const policySendId = (policy: string, event: string, ordinal: number): string =>
  `${within(`${policy}/${event}`)}#${String(ordinal)}`;

/** Which run of which instance has sent what has an id; `undefined` for ids of others. */
export function sentBy(id: string): { readonly instance: string; readonly run: number } | undefined {
  const [, instance, run] = /^(.*)#([0-9]+)\.[0-9]+\.[0-9]+(?:\.undo)?(?:~[0-9]+)?$/su.exec(id) ?? [];
  return instance === undefined ? undefined : { instance, run: Number(run) };
}

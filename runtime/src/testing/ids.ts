/** Ids that are the same in every run. */
import { esdlNamespace, uuidFromName, uuidV5 } from "../values/index.js";

/**
 * The uuid that a text stands for in scenarios: itself when it is one, else the uuid of version 5 of the text, the same
 * for every type of id. So `uuidOf("alice")` here is what `"alice"` is in the model.
 */
export function uuidOf(text: string): string {
  return uuidFromName(text);
}

/** A source of uuids: each is new, and the sequence is the same for the same seed. */
export function seededIds(seed = "test"): () => string {
  let count = 0;
  return () => uuidV5(esdlNamespace, `${seed} ${String(++count)}`);
}

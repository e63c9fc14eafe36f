/** Where values, enums and brands are embedded in events, with the way to each place. */
import type { Ref } from "@esdl/language/model";
import { type Facts, latest } from "../facts/facts.js";
import { parseType, type TextType } from "../text/types.js";

export interface Use {
  readonly event: Ref;
  /** The field of the event itself. */
  readonly field: string;
  /** `lines[].price`. */
  readonly path: string;
}

/** By the name of what is used, in the current version of every event. */
export function usesOf({ shapes }: Facts): ReadonlyMap<Ref, readonly Use[]> {
  const uses = new Map<Ref, Use[]>();
  for (const shape of shapes.values()) {
    if (shape.kind !== "event") continue;
    for (const { name, type } of latest(shape).fields) {
      const walk = (of: TextType, path: string): void => {
        switch (of.kind) {
          case "scalar":
            return;
          case "optional":
            return walk(of.of, path);
          case "list":
          case "set":
            return walk(of.of, `${path}[]`);
          case "map":
            walk(of.key, `${path}{}`);
            return walk(of.value, `${path}{}`);
          case "named": {
            const list = uses.get(of.ref);
            const use: Use = { event: shape.ref, field: name, path };
            if (list === undefined) uses.set(of.ref, [use]);
            else list.push(use);
            const inner = shapes.get(of.ref)?.versions.find(({ version }) => version === of.version);
            for (const field of inner?.fields ?? []) {
              const parsed = parseType(field.type);
              if (parsed !== undefined) walk(parsed, `${path}.${field.name}`);
            }
          }
        }
      };
      const parsed = parseType(type);
      if (parsed !== undefined) walk(parsed, name);
    }
  }
  return uses;
}

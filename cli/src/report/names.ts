/** What flags can be given: names alone, so that a call learns them without loading what prints and compares. */
import type { Mode } from "@esdl/evolution";

export const formatNames = ["text", "json", "github", "sarif"] as const;
export type FormatName = (typeof formatNames)[number];

export const diffFormatNames = ["text", "json", "markdown", "github", "sarif", "junit"] as const;
export type DiffFormatName = (typeof diffFormatNames)[number];

export const testFormatNames = ["text", "json", "junit"] as const;
export type TestFormatName = (typeof testFormatNames)[number];

/** The modes of `@esdl/evolution`, in its order. */
export const modeNames = Object.keys({
  backward: true,
  "backward-transitive": true,
  forward: true,
  "forward-transitive": true,
  full: true,
  "full-transitive": true,
  none: true,
} satisfies Record<Mode, true>) as readonly Mode[];

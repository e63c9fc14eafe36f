/** How reports can be printed: names alone, so that a call learns them without loading what prints. */

export const formatNames = ["text", "json", "github", "sarif"] as const;
export type FormatName = (typeof formatNames)[number];

export const diffFormatNames = ["text", "json", "markdown", "github", "sarif", "junit"] as const;
export type DiffFormatName = (typeof diffFormatNames)[number];

export const testFormatNames = ["text", "json", "junit"] as const;
export type TestFormatName = (typeof testFormatNames)[number];

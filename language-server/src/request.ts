/** What a feature is given: a file of a model, as it is now. */
import type { Analysis, Project } from "@esdl/language/editing";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver";
import type { Settings } from "./settings.js";

export interface FileRequest {
  readonly project: Project;
  /** The file's path in the project. */
  readonly path: string;
  readonly uri: string;
  readonly text: string;
  /** Of the text: offsets from and to lines and columns, both from 0. */
  readonly document: TextDocument;
  /** Made when it is first asked for. */
  readonly analysis: Analysis;
  readonly settings: Settings;
  /** Of a path in the project. */
  readonly uriOf: (path: string) => string;
  /** The path in the project; undefined for a file that is not in it. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Of another file in the project, to turn offsets in it into places. */
  readonly documentOf: (path: string) => TextDocument;
  /** The version that the editor gave the text of a file; null where that is the disk's. */
  readonly versionOf: (path: string) => number | null;
}

export interface PlaceRequest extends FileRequest {
  readonly offset: number;
}

/** From offsets of one file. */
export const rangeOf = (document: TextDocument, { start, end }: { start: number; end: number }): Range => ({
  start: document.positionAt(start),
  end: document.positionAt(end),
});

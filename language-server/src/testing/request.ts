/** For tests: a request at a place of a model that is in memory. */
import { TextDocument } from "vscode-languageserver-textdocument";
import { createProject, type Project } from "@esdl/language/editing";
import type { FileRequest, PlaceRequest } from "../request.js";
import { defaults } from "../settings.js";

export type Texts = readonly { readonly path: string; readonly text: string }[];

export function projectOf(texts: Texts): Project {
  const project = createProject();
  for (const { path, text } of texts) project.set(path, text);
  return project;
}

/** `text`: what the file says by now, if it is not what the project knows. */
export function requestAt(project: Project, path: string, offset: number, text?: string): PlaceRequest {
  const textOf = (other: string): string => project.files.get(other)?.text ?? "";
  const own = text ?? textOf(path);
  const documentOf = (other: string): TextDocument => TextDocument.create(other, "esdl", 1, textOf(other));
  return {
    project,
    path,
    uri: `file:///${path}`,
    text: own,
    document: TextDocument.create(path, "esdl", 1, own),
    get analysis() {
      const analysis = project.analyse(path);
      if (analysis === undefined) throw new Error(`${path} is not in the project`);
      return analysis;
    },
    settings: defaults,
    uriOf: (other) => `file:///${other}`,
    pathOf: (uri) => uri.replace("file:///", ""),
    documentOf,
    versionOf: () => 1,
    offset,
  };
}

const caret = "<|>";

/** At the caret, `<|>`, in the first of the texts that has one. */
export function requestAtCaret(texts: Texts): PlaceRequest {
  const { path = "", text = "" } = texts.find((each) => each.text.includes(caret)) ?? {};
  const offset = text.indexOf(caret);
  const own = { path, text: text.slice(0, offset) + text.slice(offset + caret.length) };
  return requestAt(projectOf([...texts.filter((each) => each.path !== path), own]), path, offset);
}

/** What stands at a place of the protocol. */
export const textAt = (
  { documentOf, pathOf }: FileRequest,
  { uri, range }: { readonly uri: string; readonly range: Parameters<TextDocument["getText"]>[0] },
): string => documentOf(pathOf(uri) ?? "").getText(range);

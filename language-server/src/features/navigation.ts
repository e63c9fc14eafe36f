/** Where something is declared, where it is mentioned, and giving it another name. */
import { ast } from "@esdl/language/editing";
import {
  DocumentHighlightKind,
  type DocumentHighlight,
  ErrorCodes,
  type Location,
  ResponseError,
} from "vscode-languageserver";
import { editFor, type VersionedEdit, versionedEdit } from "../edits.js";
import { formerlyEdits } from "../navigation/formerly.js";
import { locationOf } from "../navigation/locations.js";
import { occurrencesOf } from "../navigation/occurrences.js";
import { renamable, rename } from "../navigation/rename.js";
import { type Mention, namedAt, type Named } from "../navigation/targets.js";
import { typesAt } from "../navigation/types.js";
import { type FileRequest, type PlaceRequest, rangeOf } from "../request.js";
import type { Feature } from "./feature.js";

export const navigationFeature: Feature = {
  capabilities: {
    definitionProvider: true,
    typeDefinitionProvider: true,
    implementationProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
  },
  register: (connection, serve) => {
    connection.onDefinition(serve.place(definitions));
    connection.onTypeDefinition(serve.place(typeDefinitions));
    connection.onImplementation(serve.place(implementations));
    connection.onReferences(
      serve.place((request, { context }) => references(request, context.includeDeclaration)),
    );
    connection.onDocumentHighlight(serve.place(highlights));
    connection.onPrepareRename(
      serve.place((request) => {
        const found = renamable(request.analysis, request.offset);
        if ("refused" in found) throw refusal(found.refused);
        return { range: rangeOf(request.document, found.mention), placeholder: found.mention.named.name };
      }),
    );
    connection.onRenameRequest(
      serve.place(async (request, { newName }) => {
        const released = await serve.released(await serve.modelOf(request.uri));
        return editFor(serve.client(), renamed(request, newName, released));
      }),
    );
  },
};

const refusal = (message: string): ResponseError => new ResponseError(ErrorCodes.InvalidRequest, message);

/** What declares what a place names: every header of a context. */
export function definitions(request: PlaceRequest): Location[] {
  const { analysis } = request;
  return namedAt(analysis, request.offset).flatMap(({ named }) => declarations(request, named));
}

function declarations(request: FileRequest, named: Named): Location[] {
  const { analysis } = request;
  if (named.kind === "node") return [locationOf(request, named.node)];
  const files = analysis.names.contexts.get(named.name)?.files ?? [];
  return files.map((node) => locationOf(request, node));
}

/** The declarations of the types of what a place names or says. */
export function typeDefinitions(request: PlaceRequest): Location[] {
  return typesAt(request.analysis, request.offset).map((node) => locationOf(request, node));
}

/** Of an event, the `on` clause in which its aggregate takes it. */
export function implementations(request: PlaceRequest): Location[] {
  const { analysis, uriOf, documentOf } = request;
  return namedAt(analysis, request.offset).flatMap(({ named }) => {
    if (named.kind !== "node" || !ast.isEventDecl(named.node)) return [];
    return handlersIn(named.node).map((handler) => {
      const place = analysis.locate.offsets({ node: handler, property: "trigger" });
      return { uri: uriOf(place.file), range: rangeOf(documentOf(place.file), place) };
    });
  });
}

const handlersIn = (event: ast.EventDecl): readonly ast.Handler[] =>
  event.$container.members.filter(
    (member): member is ast.Handler =>
      ast.isHandler(member) && member.trigger.segments.at(-1)?.$refText === event.name,
  );

export function references(request: PlaceRequest, withDeclaration: boolean): Location[] {
  const { project, uriOf, documentOf } = request;
  const found = namedAt(request.analysis, request.offset).flatMap(({ named }) =>
    occurrencesOf(project, named),
  );
  return distinct(found.filter(({ as }) => withDeclaration || as !== "declaration")).map(
    ({ path, ...mention }) => ({ uri: uriOf(path), range: rangeOf(documentOf(path), mention) }),
  );
}

const distinct = <M extends Pick<Mention, "start"> & { readonly path?: string }>(
  list: readonly M[],
): readonly M[] => [
  ...new Map(list.map((mention) => [`${mention.path ?? ""} ${mention.start}`, mention])).values(),
];

export function highlights(request: PlaceRequest): DocumentHighlight[] {
  const { project, path, document } = request;
  const found = namedAt(request.analysis, request.offset).flatMap(({ named }) =>
    occurrencesOf(project, named),
  );
  return distinct(found.filter((occurrence) => occurrence.path === path)).map((mention) => ({
    range: rangeOf(document, mention),
    kind:
      mention.as === "declaration" || mention.as === "written field"
        ? DocumentHighlightKind.Write
        : DocumentHighlightKind.Read,
  }));
}

/**
 * `released`: the events that `esdl.lock` has, which stay readable.
 * @throws ResponseError that says why it would not do.
 */
export function renamed(
  request: PlaceRequest,
  name: string,
  released: ReadonlySet<string> = new Set(),
): VersionedEdit {
  const { project, analysis, documentOf } = request;
  const found = renamable(analysis, request.offset);
  if ("refused" in found) throw refusal(found.refused);
  const { named } = found.mention;
  const result = rename(project, named, name, formerlyEdits(named, name, analysis, released));
  if ("refused" in result) throw refusal(result.refused);
  return versionedEdit(
    result.edits.map((edit) => [
      edit.path,
      { range: rangeOf(documentOf(edit.path), edit), newText: edit.text },
    ]),
    request,
  );
}

/** What a feature is to the server: what it tells the editor that it can, and what answers. */
import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  Position,
  ServerCapabilities,
} from "vscode-languageserver";
import type { OpenModel } from "../models.js";
import type { Publisher } from "../publish.js";
import type { Scenarios } from "../scenarios/live.js";
import type { FileRequest, PlaceRequest } from "../request.js";

export interface Feature {
  readonly capabilities: ServerCapabilities;
  register(connection: Connection, serve: Serve): void;
}

interface InFile {
  readonly textDocument: { readonly uri: string };
}

interface AtPlace extends InFile {
  readonly position: Position;
}

type Answer<T> = T | Promise<T>;

/**
 * Turns a pure function into a handler: it waits for the changes before it and until the models are whole, and answers null
 * where there is no file.
 */
export interface Serve {
  file<P extends InFile, T>(
    answer: (request: FileRequest, params: P, token: CancellationToken) => Answer<T>,
  ): (params: P, token: CancellationToken) => Promise<T | null>;
  place<P extends AtPlace, T>(
    answer: (request: PlaceRequest, params: P, token: CancellationToken) => Answer<T>,
  ): (params: P, token: CancellationToken) => Promise<T | null>;
  /** For what helps while the model is still being read as well: of the open files, and what has been read of the others. */
  readonly soon: Pick<Serve, "file" | "place">;
  /** For what is asked of no file: the models, after the changes so far. */
  models<P, T>(
    answer: (models: readonly OpenModel[], params: P, token: CancellationToken) => Answer<T>,
  ): (params: P, token: CancellationToken) => Promise<T | null>;
  /** What the editor said it can; known once it has begun to ask. */
  client(): ClientCapabilities;
  readonly publisher: Publisher;
  readonly scenarios: Scenarios;
  readonly modelOf: (uri: string) => Promise<OpenModel>;
  /** The events that were released, as `Shop.Order.Placed`. */
  readonly released: (model: OpenModel) => Promise<ReadonlySet<string>>;
}

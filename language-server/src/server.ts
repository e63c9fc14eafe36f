/** The server: documents and files in, diagnostics and answers out. What it answers with is in `features/`. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  ResponseError,
  type ServerCapabilities,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import { features } from "./features/index.js";
import type { Serve } from "./features/feature.js";
import { tested } from "./features/scenarios.js";
import type { Host } from "./host.js";
import { pageOf } from "./lsp-diagnostics.js";
import { createModels, type OpenModel } from "./models.js";
import { createPublisher, inSlices } from "./publish.js";
import { type CheckedNow, createScenarios } from "./scenarios/live.js";
import type { ScenarioOutcome } from "./scenarios/messages.js";
import { defaults, type Settings, settingsOf } from "./settings.js";

/** Files whose changes on disk matter. */
const watched = ["**/*.esdl", "**/esdl.config.json", "**/esdl.lock"];

/** What an editor may say at the start. */
interface InitializationOptions {
  /** The settings, for editors that are not asked for them. */
  readonly esdl?: unknown;
  /** Where diagnostics are explained on the web, as `https://docs.example/{code}`; nowhere unless it is given. */
  readonly pages?: unknown;
}

/** Serves a connection that has not begun to listen. */
export function createServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const models = createModels(host, {
    whole: (model) => {
      publisher.changed(model);
    },
    failed: (error) => {
      logged(error);
    },
  });
  const scenarios = createScenarios({
    start: () => host.startThread(),
    when: () => settings.scenarios.run,
    check: async (model) => {
      await models.whole();
      return checkedNow(model);
    },
    tell: (model, outcomes) => {
      tellOutcomes(model, outcomes);
    },
  });
  const publisher = createPublisher({
    host,
    send: (params) => {
      tell(() => connection.sendDiagnostics(params));
    },
    isOpen: models.isOpen,
    pageOf: (code) =>
      client.textDocument?.publishDiagnostics?.codeDescriptionSupport === true
        ? pageOf(options.pages, code)
        : undefined,
    failed: (error) => {
      logged(error);
    },
    sound: (model, checked) => {
      scenarios.sound(model, checked);
    },
    settled: () => {
      // What is shown in the others may rest on the one that changed.
      if (documents.all().length > 1) askAnew();
    },
  });
  let settings: Settings = defaults;
  let options: InitializationOptions = {};
  let client: InitializeParams["capabilities"] = {};
  let folders: readonly string[] = [];

  /** Changes one after the other, in the order in which they came; what is asked waits for those before it. */
  let changes: Promise<unknown> = Promise.resolve();
  const change = (work: () => Promise<void>): void => {
    changes = changes.then(work).catch(logged);
  };
  /** Nobody listens after the shutdown, whatever is still under way. */
  let isOver = false;
  const tell = (send: () => Promise<void>): void => {
    if (!isOver) send().catch(logged);
  };
  const logged = (error: unknown): void => {
    if (isOver) return;
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const answered = async <T>(ready: () => Promise<void>, work: () => T | Promise<T>): Promise<T | null> => {
    await changes;
    await ready();
    try {
      return await work();
    } catch (error) {
      // What a feature refuses, the writer is told.
      if (error instanceof ResponseError) throw error;
      // One answer that fails is no reason to have none from now on.
      logged(error);
      return null;
    }
  };
  const about = (ready: () => Promise<void>): Pick<Serve, "file" | "place"> => ({
    file: (answer) => (params, token) =>
      answered(ready, async () => {
        const request = await models.request(params.textDocument.uri, settings);
        return request === undefined || token.isCancellationRequested ? null : answer(request, params, token);
      }),
    place: (answer) => (params, token) =>
      answered(ready, async () => {
        const request = await models.request(params.textDocument.uri, settings);
        if (request === undefined || token.isCancellationRequested) return null;
        return answer(placed(request, request.document.offsetAt(params.position)), params, token);
      }),
  });
  const serve: Serve = {
    client: () => client,
    publisher,
    scenarios,
    modelOf: models.modelOf,
    released: ({ folder }) => host.released(folder),
    ...about(models.whole),
    soon: about(() => Promise.resolve()),
    models: (answer) => (params, token) => answered(models.whole, () => answer(models.all(), params, token)),
  };
  const table = features(host);
  for (const feature of table) feature.register(connection, serve);

  const publishAll = (changed: readonly OpenModel[]): void => {
    for (const model of changed) publisher.changed(model);
  };

  const drop = (model: OpenModel): void => {
    publisher.dropped(model);
    scenarios.dropped(model);
  };

  /** What a change of the models lets go of is no longer shown. */
  const dropping = async <T>(work: () => Promise<T>): Promise<T> => {
    const before = models.all();
    const result = await work();
    for (const model of before) if (!models.all().includes(model)) drop(model);
    return result;
  };
  const openFolders = (): Promise<void> => dropping(() => models.open(folders));

  function tellOutcomes(model: OpenModel, outcomes: ReadonlyMap<string, readonly ScenarioOutcome[]>): void {
    for (const [path, ofFile] of outcomes) {
      const version = model.versionOf(path);
      tell(() =>
        connection.sendNotification("esdl/scenarioResults", {
          uri: model.uriOf(path),
          ...(version === null ? {} : { version }),
          results: ofFile.map((outcome) => tested(model, outcome)),
        }),
      );
    }
    if (client.workspace?.codeLens?.refreshSupport === true)
      tell(() => connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** Editors ask again where a text was edited; nothing else tells them. */
  function askAnew(): void {
    const { codeLens, inlayHint } = client.workspace ?? {};
    if (codeLens?.refreshSupport === true) tell(() => connection.sendRequest(CodeLensRefreshRequest.type));
    if (inlayHint?.refreshSupport === true) tell(() => connection.sendRequest(InlayHintRefreshRequest.type));
  }

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    options = (params.initializationOptions ?? {}) as InitializationOptions;
    settings = settingsOf(options.esdl);
    folders = foldersOf(params);
    return {
      serverInfo: { name: "esdl" },
      capabilities: table.reduce<ServerCapabilities>(
        (all, { capabilities }) => ({ ...all, ...capabilities }),
        {
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
      ),
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: watched.map((globPattern) => ({ globPattern })),
      });
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration === true)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: "esdl" });
    change(async () => {
      await configure();
      await openFolders();
    });
    if (client.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => URI.parse(uri).fsPath));
        folders = [
          ...folders.filter((folder) => !gone.has(folder)),
          ...added.map(({ uri }) => URI.parse(uri).fsPath),
        ];
        change(openFolders);
      });
  });

  const configure = async (sent?: unknown): Promise<void> => {
    const known =
      client.workspace?.configuration === true
        ? ((await connection.workspace.getConfiguration("esdl")) as unknown)
        : (sent as { readonly esdl?: unknown } | undefined)?.esdl;
    if (known !== undefined && known !== null) settings = settingsOf(known);
  };
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    change(async () => {
      await configure(sent);
      askAnew();
    });
  });

  documents.onDidChangeContent(({ document }) => {
    change(async () => {
      const model = await models.edited(document);
      publisher.changed(model, model.pathOf(document.uri));
    });
  });
  documents.onDidClose(({ document }) => {
    change(async () => {
      const model = await models.closed(document.uri);
      if (model !== undefined) publisher.changed(model);
    });
  });
  documents.onDidSave(({ document }) => {
    change(async () => {
      scenarios.saved(await models.modelOf(document.uri));
    });
  });
  connection.onShutdown(() => {
    isOver = true;
    scenarios.end();
  });
  connection.onDidChangeWatchedFiles(({ changes: files }) => {
    change(async () => {
      publishAll(await dropping(() => models.changedOnDisk(files.map(({ uri }) => uri))));
    });
  });
  documents.listen(connection);
}

async function checkedNow(model: OpenModel): Promise<CheckedNow> {
  for (;;) {
    const { revision } = model;
    const checked = await inSlices(model.project.check(), () => model.revision === revision);
    if (checked !== undefined) return { revision, model: checked.model };
  }
}

/** With its own getters kept: the analysis is made when it is asked for. */
const placed = <R extends object>(request: R, offset: number): R & { readonly offset: number } =>
  Object.assign(Object.create(request) as R, { offset });

function foldersOf({ workspaceFolders }: InitializeParams): readonly string[] {
  return (workspaceFolders ?? []).map(({ uri }) => URI.parse(uri).fsPath);
}

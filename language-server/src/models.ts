/**
 * The models of a workspace: which files belong together, and their texts, from disk or from the editor. What an editor has
 * open wins over what is on disk.
 */
import { createProject, type Analysis, type Project, type ProjectFile } from "@esdl/language/editing";
import { dirname, relative, sep } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import type { Host, ModelFolder } from "./host.js";
import type { FileRequest } from "./request.js";
import type { Settings } from "./settings.js";

/** One model that is being worked on. */
export interface OpenModel {
  readonly folder: ModelFolder;
  readonly project: Project;
  /** Counts its changes: work that was begun at another one is out of date. */
  readonly revision: number;
  /** False while files of it are still being read: what is missing may be in one of those. */
  readonly isWhole: boolean;
  /** The path of a file in the project. */
  readonly pathOf: (uri: string) => string | undefined;
  readonly uriOf: (path: string) => string;
  /** To turn offsets in a file into places. */
  readonly documentOf: (path: string) => TextDocument;
  /** The version that the editor gave the text of a file; null where that is the disk's. */
  readonly versionOf: (path: string) => number | null;
}

export interface Models {
  /** Begins to load the models below the workspace's folders; lets go of those that neither a folder nor an open file has. */
  open(folders: readonly string[]): Promise<void>;
  /** Resolves when all models that are being loaded are whole. */
  readonly whole: () => Promise<void>;
  /** The model of a file; begins to load it if it is not there yet. */
  readonly modelOf: (uri: string) => Promise<OpenModel>;
  /** The models that are there, whole or not. */
  all(): readonly OpenModel[];
  /** An editor opened or changed a file. */
  edited(document: TextDocument): Promise<OpenModel>;
  /** An editor closed a file: what is on disk counts again. */
  closed(uri: string): Promise<OpenModel | undefined>;
  /** Files appeared, changed or went away on disk. Answers the models that changed. */
  changedOnDisk(uris: readonly string[]): Promise<readonly OpenModel[]>;
  /** The open file as it is now; undefined for one that no model has. */
  request(uri: string, settings: Settings): Promise<FileRequest | undefined>;
  readonly isOpen: (uri: string) => boolean;
}

export interface Loading {
  /** Told of each model when the last of its files has been read. */
  readonly whole: (model: OpenModel) => void;
  /** Told of what should not happen. */
  readonly failed: (error: unknown) => void;
}

/** How long files are read without a look at what else there is to do, in milliseconds. */
const slice = 8;

interface Loaded extends OpenModel {
  revision: number;
  isWhole: boolean;
  readonly uris: Map<string, string>;
  readonly versions: Map<string, number>;
  /** What the editor or the disk has told about since the loading began: what was read before that does not count. */
  readonly told: Set<string>;
}

const slashes = (path: string): string => (sep === "/" ? path : path.split(sep).join("/"));

/** One spelling per file: editors escape what Node does not. */
export const normalUri = (uri: string): string => {
  const parsed = URI.parse(uri);
  return parsed.scheme === "file" ? URI.file(parsed.fsPath).toString() : parsed.toString();
};

export function createModels(host: Host, { whole, failed }: Loading): Models {
  const loading = new Map<string, Promise<Loaded>>();
  const loaded = new Map<string, Loaded>();
  const filling = new Set<Promise<void>>();
  const open = new Map<string, TextDocument>();
  const lone = new WeakSet<ModelFolder>();
  let tops: readonly string[] = [];

  const topOf = (file: string): string | undefined =>
    tops
      .filter((top) => file === top || file.startsWith(top.endsWith(sep) ? top : top + sep))
      .sort((a, b) => b.length - a.length)[0];

  async function load(folder: ModelFolder): Promise<Loaded> {
    const key = keyOf(folder);
    let promise = loading.get(key);
    if (promise === undefined) {
      promise = begin(folder);
      loading.set(key, promise);
    }
    return promise;
  }

  /** With the files that are open; the others come while those can be worked on. */
  async function begin(folder: ModelFolder): Promise<Loaded> {
    const key = keyOf(folder);
    const model = emptyModel(folder);
    for (const [uri, document] of open) if (keyOf(await folderOf(uri)) === key) putOpen(model, uri, document);
    loaded.set(key, model);
    const filled = fill(model, () => loaded.get(key) === model)
      .catch(failed)
      .finally(() => filling.delete(filled));
    filling.add(filled);
    return model;
  }

  /** Of a file that two configurations include, the nearer one is in charge. */
  async function filesOf(folder: ModelFolder): Promise<readonly string[]> {
    if (lone.has(folder)) return [];
    return filter(await host.filesOf(folder), async (file) => {
      const nearest = await host.modelOf(dirname(file), topOf(file));
      return keyOf(nearest) === keyOf(folder);
    });
  }

  async function fill(model: Loaded, isWanted: () => boolean): Promise<void> {
    const files = await filesOf(model.folder);
    const texts = await Promise.all(files.map((file) => host.read(file)));
    let until = performance.now() + slice;
    for (const [index, file] of files.entries()) {
      if (performance.now() > until) {
        await turn();
        until = performance.now() + slice;
      }
      if (!isWanted()) return;
      const [uri, text] = [URI.file(file).toString(), texts[index]];
      if (text !== undefined && !model.told.has(uri)) set(model, uri, text);
    }
    model.isWhole = true;
    whole(model);
  }

  function emptyModel(folder: ModelFolder): Loaded {
    const project = createProject({ requireAllow: folder.requireAllow });
    const uris = new Map<string, string>();
    const versions = new Map<string, number>();
    const paths = (uri: string): string | undefined => {
      const path = pathIn(folder, uri);
      return project.files.has(path) ? path : undefined;
    };
    const uriOf = (path: string): string => uris.get(path) ?? URI.file(`${folder.root}/${path}`).toString();
    const documents = new WeakMap<ProjectFile, TextDocument>();
    return {
      folder,
      project,
      revision: 0,
      isWhole: false,
      uris,
      versions,
      versionOf: (path) => versions.get(path) ?? null,
      told: new Set(),
      pathOf: (uri) => paths(normalUri(uri)),
      uriOf,
      documentOf: (path) => {
        const file = project.files.get(path);
        if (file === undefined) return documentFor(uriOf(path), "");
        let document = documents.get(file);
        if (document === undefined) documents.set(file, (document = documentFor(uriOf(path), file.text)));
        return document;
      },
    };
  }

  function put(model: Loaded, uri: string, text: string): void {
    model.told.add(uri);
    set(model, uri, text);
  }

  function putOpen(model: Loaded, uri: string, document: TextDocument): void {
    put(model, uri, document.getText());
    model.versions.set(pathIn(model.folder, uri), document.version);
  }

  function set(model: Loaded, uri: string, text: string): void {
    const path = pathIn(model.folder, uri);
    model.uris.set(path, uri);
    model.versions.delete(path);
    model.project.set(path, text);
    model.revision++;
  }

  function drop(model: Loaded, uri: string): void {
    model.told.add(uri);
    const path = pathIn(model.folder, uri);
    model.uris.delete(path);
    model.versions.delete(path);
    model.project.remove(path);
    model.revision++;
  }

  async function folderOf(uri: string): Promise<ModelFolder> {
    const { scheme, fsPath } = URI.parse(uri);
    if (scheme !== "file") return alone(uri);
    const folder = await host.modelOf(dirname(fsPath), topOf(fsPath));
    // What a configuration leaves out is no part of its model.
    return folder.includes(fsPath) ? folder : alone(uri, folder.requireAllow);
  }

  /** A file by itself: one that its configuration leaves out, or that is on no disk. */
  const alone = (uri: string, requireAllow = false): ModelFolder => {
    const { scheme, fsPath } = URI.parse(uri);
    const root = scheme === "file" ? fsPath : uri;
    const folder: ModelFolder = { root, requireAllow, includes: (file) => file === fsPath };
    lone.add(folder);
    return folder;
  };

  const modelOf = async (uri: string): Promise<Loaded> => load(await folderOf(normalUri(uri)));

  return {
    open: async (folders) => {
      tops = folders;
      const found = await Promise.all(
        folders.map(async (folder) => {
          const configs = await host.configsBelow(folder);
          const own = await host.modelOf(folder, folder);
          const below = await Promise.all(configs.map((config) => host.modelOf(dirname(config), folder)));
          return [own, ...below];
        }),
      );
      const wanted = [...found.flat(), ...(await Promise.all([...open.keys()].map(folderOf)))];
      const keys = new Set(wanted.map(keyOf));
      for (const key of loading.keys())
        if (!keys.has(key)) {
          loading.delete(key);
          loaded.delete(key);
        }
      await Promise.all(wanted.map(load));
    },
    whole: async () => {
      while (filling.size > 0) await Promise.all(filling);
    },
    modelOf,
    all: () => [...loaded.values()],
    edited: async (document) => {
      const uri = normalUri(document.uri);
      open.set(uri, document);
      const model = await modelOf(uri);
      // What came in meanwhile counts.
      putOpen(model, uri, open.get(uri) ?? document);
      return model;
    },
    closed: async (sent) => {
      const uri = normalUri(sent);
      open.delete(uri);
      const model = await modelOf(uri);
      const { scheme, fsPath } = URI.parse(uri);
      const text = scheme === "file" ? await host.read(fsPath) : undefined;
      if (text === undefined) drop(model, uri);
      else put(model, uri, text);
      return model;
    },
    changedOnDisk: async (uris) => {
      const changed = new Set<Loaded>();
      const configs = uris.filter((uri) => uri.endsWith("/esdl.config.json"));
      if (configs.length > 0) {
        // Which files belong together may be another matter now.
        const before = [...open.values()];
        const roots = [...loaded.values()].map(({ folder }) => folder.root);
        loading.clear();
        loaded.clear();
        for (const document of before) changed.add(await modelOf(document.uri));
        for (const root of roots) changed.add(await load(await host.modelOf(root, topOf(root))));
        return [...changed];
      }
      for (const sent of uris) {
        const uri = normalUri(sent);
        const { scheme, fsPath } = URI.parse(uri);
        if (scheme !== "file" || open.has(uri)) continue;
        const text = await host.read(fsPath);
        const model = await modelOf(uri);
        if (fsPath.endsWith(".esdl")) {
          if (text === undefined) drop(model, uri);
          else put(model, uri, text);
        }
        changed.add(model);
      }
      return [...changed];
    },
    request: async (sent, settings) => {
      const uri = normalUri(sent);
      const document = open.get(uri);
      const model = await modelOf(uri);
      const path = model.pathOf(uri);
      const text = path === undefined ? undefined : model.project.files.get(path)?.text;
      if (path === undefined || text === undefined) return undefined;
      // A change may have come in that the model has not taken in yet.
      const isTakenIn = document?.getText() === text;
      return requestOf(model, path, uri, isTakenIn ? document : documentFor(uri, text), settings);
    },
    isOpen: (uri) => open.has(normalUri(uri)),
  };
}

const keyOf = ({ config, root }: ModelFolder): string => config ?? root;

async function filter<T>(items: readonly T[], keeps: (item: T) => Promise<boolean>): Promise<readonly T[]> {
  const kept = await Promise.all(items.map(keeps));
  return items.filter((_, index) => kept[index]);
}

const pathIn = (folder: ModelFolder, uri: string): string => {
  const { scheme, fsPath } = URI.parse(uri);
  if (scheme !== "file") return uri;
  return fsPath === folder.root
    ? (fsPath.split(sep).at(-1) ?? fsPath)
    : slashes(relative(folder.root, fsPath));
};

const documentFor = (uri: string, text: string): TextDocument => TextDocument.create(uri, "esdl", 0, text);

function requestOf(
  model: OpenModel,
  path: string,
  uri: string,
  document: TextDocument,
  settings: Settings,
): FileRequest {
  const { project } = model;
  let analysis: Analysis | undefined;
  return {
    project,
    path,
    uri,
    text: document.getText(),
    document,
    settings,
    get analysis() {
      analysis ??= project.analyse(path);
      if (analysis === undefined) throw new Error(`${path} is not in the model`);
      return analysis;
    },
    uriOf: model.uriOf,
    pathOf: model.pathOf,
    documentOf: (other) => (other === path ? document : model.documentOf(other)),
    versionOf: model.versionOf,
  };
}

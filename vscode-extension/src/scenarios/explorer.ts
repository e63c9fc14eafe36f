/** The scenarios as the editor's tests: listed while they are written, run when asked for, and shown as the server runs them. */
import {
  CancellationTokenSource,
  type CancellationToken,
  Disposable,
  type TestItem,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  workspace,
} from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { type FileResults, type ListedScenario, methods, type TestedScenario } from "../protocol.js";
import { settled } from "../settled.js";
import { createOutcomes, type Named, requestsFor } from "./plan.js";
import { report } from "./report.js";
import { createTree } from "./tree.js";

/** What is typed within this time is one change. */
const settleMs = 300;
/** What is told within this time, a file at a time, is one run. */
const tellMs = 50;

export interface Explorer extends Pick<Disposable, "dispose"> {
  /** Runs one, as a click in the list of tests does. */
  runScenario(uri: string, name: string): Promise<void>;
}

export function createExplorer(client: LanguageClient): Explorer {
  const controller = tests.createTestController("esdl", "ESDL Scenarios");
  const tree = createTree(controller, client);
  const outcomes = createOutcomes();
  /** Runs that were asked for and have not ended: what the server tells meanwhile is shown after them. */
  let underWay = 0;

  async function list(uri?: string): Promise<void> {
    if (client.state !== State.Running) return;
    const answer = await client.sendRequest<{ readonly scenarios: readonly ListedScenario[] } | null>(
      methods.scenarios,
      uri === undefined ? {} : { uri },
    );
    const scenarios = answer?.scenarios ?? [];
    if (uri === undefined) tree.setAll(scenarios);
    else tree.setFile(scenarios[0]?.uri ?? uri, scenarios);
  }
  const listSoon = settled(settleMs, (uri) => void list(uri).catch(noted));
  const noted = (error: unknown): void => {
    client.error("The scenarios could not be listed", error, false);
  };

  /** A run that nobody asked for: shown where it changes something, without taking the focus. */
  function showLive(): void {
    if (underWay > 0) return;
    const isListed = (scenario: Named): boolean => tree.item(scenario) !== undefined;
    const shown = (outcomes.take(isListed) ?? []).flatMap((result) => {
      const item = tree.item(result);
      return item === undefined ? [] : [{ item, result }];
    });
    if (shown.length === 0) return;
    const items = shown.map(({ item }) => item);
    const run = controller.createTestRun(
      new TestRunRequest(items, undefined, profile, true, true),
      undefined,
      false,
    );
    for (const { item, result } of shown) report(run, item, result, client);
    run.end();
  }
  const showSoon = settled(tellMs, showLive);

  async function told({ uri, results }: FileResults): Promise<void> {
    outcomes.setFile(uri, results);
    // The list may be older than what ran.
    if (results.some((result) => tree.item(result) === undefined)) await list(uri);
    showSoon();
  }

  async function run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const left = new Set((request.include ?? [undefined]).flatMap((item) => tree.below(item)));
    for (const item of request.exclude ?? []) for (const each of tree.below(item)) left.delete(each);
    const run = controller.createTestRun(request);
    for (const item of left) run.started(item);
    underWay++;
    try {
      for (const wanted of requestsFor(named(left), named(tree.below()))) {
        if (token.isCancellationRequested) break;
        const answer = await client.sendRequest<{ readonly results: readonly TestedScenario[] } | null>(
          methods.runScenarios,
          wanted,
          token,
        );
        const results = answer?.results ?? [];
        outcomes.shown(results);
        for (const result of results) {
          const item = tree.item(result);
          if (item !== undefined && left.delete(item)) report(run, item, result, client);
        }
      }
    } catch (error) {
      if (!token.isCancellationRequested) {
        const message = error instanceof Error ? error.message : String(error);
        run.appendOutput(`The scenarios could not be run: ${message}\r\n`);
      }
    } finally {
      for (const item of left) run.skipped(item);
      run.end();
      underWay--;
      showSoon();
    }
  }

  const named = (items: Iterable<TestItem>) =>
    [...items].flatMap((item) => {
      const scenario = tree.scenario(item);
      return scenario === undefined ? [] : [scenario];
    });

  const profile = controller.createRunProfile("Run", TestRunProfileKind.Run, run, true);
  controller.refreshHandler = () => list();

  const watcher = workspace.createFileSystemWatcher("**/*.esdl");
  const anyFile = (): void => {
    listSoon();
  };
  const registered = [
    controller,
    watcher,
    watcher.onDidCreate(anyFile),
    watcher.onDidDelete(anyFile),
    watcher.onDidChange(anyFile),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === "esdl") listSoon(client.code2ProtocolConverter.asUri(document.uri));
    }),
    workspace.onDidOpenTextDocument(({ languageId }) => {
      if (languageId === "esdl") listSoon();
    }),
    workspace.onDidCloseTextDocument(({ languageId }) => {
      if (languageId === "esdl") listSoon();
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) listSoon();
    }),
    client.onNotification(methods.scenarioResults, (results: FileResults) => {
      told(results).catch(noted);
    }),
    listSoon,
    showSoon,
  ];

  return {
    runScenario: async (uri, name) => {
      if (tree.item({ uri, name }) === undefined) await list(uri);
      const item = tree.item({ uri, name });
      if (item === undefined) return;
      const cancelled = new CancellationTokenSource();
      await run(new TestRunRequest([item], undefined, profile, false, true), cancelled.token);
      cancelled.dispose();
    },
    dispose: () => {
      Disposable.from(...registered).dispose();
    },
  };
}

/** The scenarios in the editor's list of tests: a branch for each file. */
import { type TestController, type TestItem, type Uri, workspace } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ListedScenario } from "../protocol.js";
import { byFile, keyOf, type Named } from "./plan.js";

export interface Tree {
  /** All there are. */
  setAll(scenarios: readonly ListedScenario[]): void;
  /** Those of one file. */
  setFile(uri: string, scenarios: readonly ListedScenario[]): void;
  item(scenario: Named): TestItem | undefined;
  /** The scenarios at an item or below it; undefined for all. */
  below(item?: TestItem): readonly TestItem[];
  /** What an item is to the server; undefined for a file's branch. */
  scenario(item: TestItem): Named | undefined;
}

export function createTree(
  controller: TestController,
  { protocol2CodeConverter: from }: Pick<LanguageClient, "protocol2CodeConverter">,
): Tree {
  const scenarios = new WeakMap<TestItem, Named>();

  function leaf(branch: TestItem, uri: Uri, scenario: ListedScenario): TestItem {
    const id = keyOf(scenario);
    const item = branch.children.get(id) ?? controller.createTestItem(id, scenario.name, uri);
    item.range = from.asRange(scenario.range);
    item.sortText = String(scenario.range.start.line).padStart(7, "0");
    scenarios.set(item, scenario);
    return item;
  }

  function setFile(file: string, listed: readonly ListedScenario[]): void {
    if (listed.length === 0) {
      controller.items.delete(file);
      return;
    }
    const uri = from.asUri(file);
    const label = uri.scheme === "file" ? workspace.asRelativePath(uri) : uri.path;
    const branch = controller.items.get(file) ?? controller.createTestItem(file, label, uri);
    branch.children.replace(listed.map((scenario) => leaf(branch, uri, scenario)));
    controller.items.add(branch);
  }

  const below = (item?: TestItem): readonly TestItem[] => {
    if (item !== undefined && scenarios.has(item)) return [item];
    return [...(item?.children ?? controller.items)].flatMap(([, child]) => below(child));
  };

  return {
    setAll: (all) => {
      const files = byFile(all);
      for (const [id] of controller.items) if (!files.has(id)) controller.items.delete(id);
      for (const [uri, listed] of files) setFile(uri, listed);
    },
    setFile,
    item: (scenario) => controller.items.get(scenario.uri)?.children.get(keyOf(scenario)),
    below,
    scenario: (item) => scenarios.get(item),
  };
}

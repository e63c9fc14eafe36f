/** Whole constructs: each stands somewhere, and is laid out and written as the language wants it. */
import { expect, it } from "vitest";
import { formatEdits } from "@esdl/language";
import { createProject } from "@esdl/language/editing";
import { requestAt } from "../testing/request.js";
import { complete } from "./complete.js";
import { plainBody } from "./keywords.js";
import { snippets } from "./snippets.js";

/** Where the snippets of each type are put in, at `‸`. */
const file = "context A\n‸\n";
const aggregate = "context A\nid Id\naggregate X by x: Id {\n  ‸\n}\n";
const saga = "context A\nid Id\nsaga X by x: Id {\n  ‸\n}\n";
const body = "context A\nid Id\naggregate X by x: Id {\n  create command C() {\n    ‸\n  }\n}\n";
const hosts: Readonly<Record<string, string>> = {
  StateBlock: aggregate,
  Lifecycle: aggregate,
  EntityDecl: aggregate,
  EventDecl: aggregate,
  CommandDecl: aggregate,
  RejectionDecl: aggregate,
  Invariant: aggregate,
  SagaStep: saga,
  VersionClause: "context A\nvalue V {\n  a: int\n  ‸\n}\n",
  EnumVersion: "context A\nenum E {\n  a\n  ‸\n}\n",
  QueryDecl: "context A\nprojection P by x: int {\n  a: int = 0\n  ‸\n}\n",
  RequireStatement: body,
  IfStatement: body,
  Loop: body,
  LetStatement: body,
  SendStatement: "context A\npolicy P on E {\n  ‸\n}\n",
  IfExpr: "context A\nfunction f(a: int): int = ‸\n",
};

const cases = Object.entries(snippets).flatMap(([type, list]) =>
  list.map((snippet) => [snippet.label, hosts[type] ?? file, snippet] as const),
);

it.each(cases)("%s is offered, parses, and is as the formatter has it", (label, host, { body: text }) => {
  const offset = host.indexOf("‸");
  const project = createProject();
  project.set("a.esdl", host.replace("‸", ""));
  const { items } = complete(requestAt(project, "a.esdl", offset));
  expect(items.map((item) => item.label)).toContain(label);

  // Editors indent the lines of a snippet as the one that it begins on.
  const indent = /^ *$/m.exec(host.slice(0, offset).split("\n").at(-1) ?? "")?.[0] ?? "";
  const filled = plainBody(text).replace(/^ {2}$/gm, "  let filled = 1");
  const written = host.replace("‸", filled.replaceAll("\n", `\n${indent}`));
  expect(problemsOf(written)).toEqual([]);
  expect(formatEdits(written)).toEqual([]);
});

function problemsOf(text: string): readonly string[] {
  const project = createProject();
  project.set("a.esdl", text);
  return project.files.get("a.esdl")?.problems.map(({ message }) => message) ?? [];
}

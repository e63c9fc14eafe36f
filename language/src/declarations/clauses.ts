/** All handlers are written alike; which of their clauses mean something depends on whose they are. */
import type { AstNode } from "langium";
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Handler } from "../generated/ast.js";
import { type Assembly, optional } from "./assembly.js";

export type HandlerOwner = "aggregate" | "projection" | "saga" | "start of a saga" | "policy";

/** The clauses that a handler can be written with, by the property of the syntax that holds each. */
const clauses = ["input", "loop", "condition", "by", "mode", "target"] as const;
type Clause = (typeof clauses)[number];

const allowed: Readonly<Record<HandlerOwner, readonly Clause[]>> = {
  aggregate: ["target"],
  projection: ["loop", "condition", "by", "mode"],
  saga: ["input", "loop", "condition", "by", "target"],
  "start of a saga": ["loop", "condition", "by", "target"],
  policy: ["loop", "condition"],
};

const written = (node: Handler, clause: Clause): string => {
  switch (clause) {
    case "input":
      return `on ${node.input ?? ""}`;
    case "loop":
      return "for";
    case "condition":
      return "where";
    case "by":
      return "by";
    case "mode":
      return node.mode ?? "";
    case "target":
      return "->";
  }
};

/** What each clause begins with; of the others their text is all there is. */
const words: Readonly<Partial<Record<Clause, string>>> = {
  loop: "for",
  condition: "where",
  by: "by",
  target: "->",
};

/** Without `rejected` or `completed` the handler would be one of another kind: that goes as a whole. */
function without(node: Handler, clause: Clause): readonly FixDraft[] {
  if (clause === "input") return [leaveOut(node, "Remove the handler")];
  const at = clause === "loop" ? (node.loop ?? node) : { node, property: clause };
  return [{ title: "Leave it out", edits: [{ remove: at, ...optional("word", words[clause]) }] }];
}

/** Reports the first clause that a handler of `owner` cannot have; answers whether there is one. */
export function refuseClauses({ report }: Assembly, node: Handler, owner: HandlerOwner): boolean {
  for (const clause of clauses) {
    if (node[clause] === undefined || allowed[owner].includes(clause)) continue;
    const at: AstNode | { readonly node: AstNode; readonly property: string } =
      clause === "loop" ? (node.loop ?? node) : { node, property: clause };
    report("ESDL2904", at, { clause: written(node, clause), owner }, without(node, clause));
    return true;
  }
  // Both are answers to commands, which have no items and belong to the instance that sent them.
  if (node.input !== undefined && (node.loop !== undefined || node.by !== undefined)) {
    const clause = node.loop === undefined ? "by" : "for";
    report(
      "ESDL2904",
      node.loop ?? { node, property: "by" },
      { clause, owner: `on ${node.input}` },
      without(node, node.loop === undefined ? "by" : "loop"),
    );
    return true;
  }
  return false;
}

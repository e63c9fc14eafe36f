/** What can be seen from the syntax alone: parts that stand twice, retired events and their `becomes`, slow patterns. */
import { AstUtils } from "langium";
import type { Locator } from "../diagnostics/locate.js";
import { clauseOut, type EditDraft, type FixDraft, leaveOut, write } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type {
  AggregateDecl,
  EventDecl,
  Lifecycle,
  Model,
  SagaDecl,
  Snapshot,
  StateBlock,
} from "../generated/ast.js";
import { isMatchExpr } from "../generated/ast.js";
import { isCatastrophic } from "../patterns/catastrophic.js";

/** What each part is called in messages; these stand at most once. */
const once = { Lifecycle: "lifecycle", StateBlock: "state", Snapshot: "snapshot" } as const;

/** Reports what is wrong with the structure of one file. */
export function checkStructure(
  { root, text }: { readonly root: Model; readonly text: string },
  report: Report,
  locate: Locator,
): void {
  for (const declaration of root.declarations) {
    if (declaration.$type === "SagaDecl") checkOnce(declaration, report);
    if (declaration.$type !== "AggregateDecl") continue;
    checkOnce(declaration, report);
    for (const member of declaration.members) {
      if (member.$type === "EventDecl") checkRetired(member, report, locate);
      if (member.$type === "Snapshot" && member.every === 0)
        report("ESDL3021", { node: member, property: "every" }, {}, [
          write({ node: member, property: "every" }, "100"),
        ]);
    }
  }
  // Walking the whole tree costs more than all other checks of this file.
  if (!text.includes("matches")) return;
  for (const node of AstUtils.streamAllContents(root))
    if (isMatchExpr(node) && isCatastrophic(node.pattern))
      report("ESDL2902", { node, property: "pattern" }, { pattern: node.pattern });
}

function checkOnce(declaration: AggregateDecl | SagaDecl, report: Report): void {
  const seen = new Map<string, OnceMember>();
  for (const member of declaration.members) {
    const { $type } = member;
    if ($type !== "Lifecycle" && $type !== "StateBlock" && $type !== "Snapshot") continue;
    const first = seen.get($type);
    if (first !== undefined) report("ESDL3028", member, { what: once[$type] }, joined(first, member));
    seen.set($type, first ?? member);
  }
}

type OnceMember = Lifecycle | StateBlock | Snapshot;

/** One part with what both say; of two numbers only one can hold. */
function joined(first: OnceMember, second: OnceMember): readonly FixDraft[] {
  const text = second.$cstNode?.text ?? "";
  if (second.$type === "Snapshot") return [leaveOut(second)];
  const join = (edit: EditDraft): FixDraft => ({ title: "Join the two", edits: [edit, { remove: second }] });
  if (second.$type === "Lifecycle")
    return [join({ after: first, text: `, ${text.slice("lifecycle".length).trim()}` })];
  const members = text.slice(text.indexOf("{") + 1, -1).trim();
  return [join({ inside: first, text: members.replaceAll(/\n[ \t]*/g, "\n") })];
}

function checkRetired(event: EventDecl, report: Report, locate: Locator): void {
  const becomes = event.becomesNothing || event.becomes.length > 0;
  const at = { node: event, property: "name" };
  if (event.retired && !becomes) {
    const { file, end } = locate.offsets(event);
    report("ESDL3029", at, { event: event.name }, [
      { title: "It becomes nothing", edits: [{ at: { file, start: end, end }, text: " becomes nothing" }] },
    ]);
  }
  if (!event.retired && becomes) {
    const { file, start: begin } = locate.offsets(event);
    const start = begin + (event.$cstNode?.text.search(/\bevent\b/) ?? 0);
    report("ESDL3030", at, { event: event.name }, [
      { title: `Retire ${event.name}`, edits: [{ at: { file, start, end: start }, text: "retired " }] },
      event.becomesNothing
        ? { title: "Leave out `becomes`", edits: [{ in: event, word: "becomes nothing", text: "" }] }
        : clauseOut("becomes", event.becomes[0] ?? event, event.becomes.at(-1)),
    ]);
  }
}

/** Fixes of scenarios: what does not belong goes, what stands in the wrong place moves. */
import { AstUtils } from "langium";
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isExpectedStream, isGivenStream, isScenarioClause } from "../generated/ast.js";
import type { SymbolOf } from "../names/api.js";
import type { Assembly } from "./assembly.js";

type Part = ast.GivenFact | ast.ScenarioAction | ast.Outcome;

const partsOf = (clause: ast.ScenarioClause): readonly Part[] =>
  clause.$type === "GivenClause"
    ? clause.facts
    : clause.$type === "WhenClause"
      ? clause.actions
      : clause.outcomes;

/** A fact, action or outcome; the clause goes with the only one in it. */
export function withoutPart(part: Part, title = "Leave it out"): FixDraft {
  const clause = AstUtils.getContainerOfType(part, isScenarioClause);
  return leaveOut(clause !== undefined && partsOf(clause).length === 1 ? clause : part, title);
}

/** An event of an aggregate that the scenario does not name: inside a stream of that one. */
export function inStream(
  { names, signatures, elaborate }: Assembly,
  node: ast.GivenEvent | ast.Expected,
  name: ast.QualifiedName,
): readonly FixDraft[] {
  const place = names.placeOf(node);
  const texts = name.segments.map((segment) => segment.$refText);
  const event = names.find(texts, ["event"], place);
  const owner = event?.aggregate === undefined ? undefined : names.get("aggregate", event.aggregate);
  const type = owner && signatures.aggregate(owner.ref)?.identity.type;
  const plain = type && signatures.underlying(type);
  if (owner === undefined || type === undefined || plain === undefined) return [];
  const isText = plain.kind === "scalar" && plain.name === "uuid";
  const key = isText
    ? JSON.stringify(owner.name.toLowerCase())
    : elaborate.placeholder(type, undefined, place);
  if (key === undefined || plain.kind === "enum") return [];
  const whole = owner.context === place.context ? owner.name : `${owner.context}.${owner.name}`;
  return [
    {
      title: `Write \`${whole} ${key} { … }\``,
      edits: [
        { at: name, text: `${whole} ${key} { ${texts.at(-1) ?? ""}` },
        { after: node, text: " }" },
      ],
    },
  ];
}

/** The stream of the aggregate whose event it is, where nothing else is in it. */
export function ofOwner(
  event: ast.QualifiedName,
  owner: SymbolOf<"aggregate"> | undefined,
): readonly FixDraft[] {
  const stream = event.$container.$container;
  if (owner === undefined || (!isGivenStream(stream) && !isExpectedStream(stream))) return [];
  const at = isGivenStream(stream) ? stream.aggregate : stream.subject.target;
  return stream.events.length > 1
    ? []
    : [{ title: `Write \`${owner.name}\``, edits: [{ at, text: owner.name }] }];
}

/** A clause that stands too late, in front of the first that has to follow it. */
export function moved(clause: ast.ScenarioClause, before: ast.ScenarioClause): FixDraft {
  return {
    title: "Move it up",
    edits: [{ before, text: `${clause.$cstNode?.text ?? ""}\n  ` }, { remove: clause }],
  };
}

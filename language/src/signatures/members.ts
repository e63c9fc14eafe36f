/** Names of parts of one declaration: statuses, steps and members of shapes. */
import { clauseOut, type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import { isCommandDecl, isHandler, isInModifier } from "../generated/ast.js";
import type { NameSegment, Names, SymbolOf } from "../names/api.js";
import { mostSimilar, spelling } from "../names/similar.js";
import type { AggregateSignature, EnumSignature, SagaSignature, Signatures } from "./api.js";

interface MemberContext {
  readonly names: Names;
  readonly report: Report;
}

export function statusNamed(
  { names, report }: MemberContext,
  name: NameSegment,
  { symbol, lifecycle }: AggregateSignature,
  statuses: EnumSignature | undefined,
): string | undefined {
  const text = name.$refText;
  if (text === "") return undefined;
  if (lifecycle === undefined || statuses === undefined)
    return report("ESDL1119", name, { aggregate: symbol.name }, withoutStatus(name));
  const found = statuses.members.find((member) => member.name === text);
  if (found === undefined) {
    const similar = mostSimilar(text, lifecycle.statuses);
    return report("ESDL1118", name, { name: text, aggregate: symbol.name, similar }, spelling(name, similar));
  }
  names.record(name, { kind: "member", node: found.node });
  return text;
}

/** Where there are no statuses, none is asked for, entered, or has a field of its own. */
function withoutStatus(name: NameSegment): readonly FixDraft[] {
  const user = name.$refNode?.astNode;
  if (isInModifier(user)) return [leaveOut(user)];
  if (isHandler(user) && user.target === name) return [clauseOut("->", name)];
  if (isCommandDecl(user)) {
    const at = (index: number): Location => ({ node: user, property: "statuses", index });
    return [clauseOut("in", at(0), at(user.statuses.length - 1))];
  }
  return [];
}

export function stepNamed(
  { names, report }: MemberContext,
  name: NameSegment,
  { symbol, steps, ends }: SagaSignature,
): string | undefined {
  const text = name.$refText;
  if (text === "") return undefined;
  const node = stepNodes(symbol).find((one) => one.name === text);
  if (node === undefined) {
    const similar = mostSimilar(text, [...steps, ...ends]);
    return report("ESDL1120", name, { name: text, saga: symbol.name, similar }, [
      ...spelling(name, similar),
      { title: `Create step ${text}`, edits: [{ inside: symbol.node, text: `step ${text} {}` }] },
    ]);
  }
  names.record(name, { kind: "member", node });
  return text;
}

/** What declares the steps and ends of a saga, in the order of the source. */
export const stepNodes = ({ node }: SymbolOf<"saga">): readonly (ast.SagaStep | ast.SagaEnd)[] =>
  node.members.flatMap((member): readonly (ast.SagaStep | ast.SagaEnd)[] => {
    if (member.$type === "SagaStep") return [member];
    return member.$type === "SagaEnds" ? member.ends : [];
  });

export function memberNamed(
  { names, report }: MemberContext,
  ...[name, { members }, owner]: Parameters<Signatures["member"]>
): ReturnType<Signatures["member"]> {
  const text = name.$refText;
  if (text === "") return undefined;
  const found = members.get(text);
  if (found === undefined) {
    const similar = mostSimilar(text, members.keys());
    return report("ESDL1121", name, { name: text, owner, similar }, spelling(name, similar));
  }
  names.record(name, { kind: "member", node: found.node });
  return found;
}

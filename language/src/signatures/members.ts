/** Names of parts of one declaration: statuses, steps and members of shapes. */
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
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
    return report("ESDL1119", name, { aggregate: symbol.name });
  const found = statuses.members.find((member) => member.name === text);
  if (found === undefined) {
    const similar = mostSimilar(text, lifecycle.statuses);
    return report("ESDL1118", name, { name: text, aggregate: symbol.name, similar }, spelling(name, similar));
  }
  names.record(name, { kind: "member", node: found.node });
  return text;
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
    return report("ESDL1120", name, { name: text, saga: symbol.name, similar }, spelling(name, similar));
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

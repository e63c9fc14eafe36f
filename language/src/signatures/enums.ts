/** The members of enums, now and before, and what the old ones are read as. */
import { choices, leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Names, SymbolOf } from "../names/api.js";
import { mostSimilar, spelling } from "../names/similar.js";
import type { EnumSignature } from "./api.js";
import { checkNumbers } from "./history.js";

interface EnumContext {
  readonly names: Names;
  readonly report: Report;
}

export function enumOf(context: EnumContext, symbol: SymbolOf<"enum">): EnumSignature {
  return symbol.node.$type === "Lifecycle"
    ? statusEnum(symbol, symbol.node)
    : declaredEnum(context, symbol, symbol.node);
}

/** The first mention of a status declares it. */
function statusEnum(symbol: SymbolOf<"enum">, lifecycle: ast.Lifecycle): EnumSignature {
  const members = new Map<string, ast.Status>();
  for (const chain of lifecycle.chains)
    for (const group of chain.groups)
      for (const node of group.statuses)
        if (node.name !== "" && !members.has(node.name)) members.set(node.name, node);
  return {
    symbol,
    members: [...members].map(([name, node]) => ({ name, node })),
    formerly: new Map(),
    versions: [{ version: 1, members: [...members.keys()] }],
  };
}

function declaredEnum(context: EnumContext, symbol: SymbolOf<"enum">, node: ast.EnumDecl): EnumSignature {
  const { report } = context;
  const members = new Map<string, ast.EnumMember>();
  for (const member of node.members) {
    if (member.name === "") continue;
    if (members.has(member.name))
      report(
        "ESDL1117",
        { node: member, property: "name" },
        { name: member.name, owner: symbol.name, other: "a member" },
        [leaveOut(member)],
      );
    else members.set(member.name, member);
  }
  if (members.size === 0) report("ESDL1122", { node, property: "name" }, { name: symbol.name });

  checkNumbers(report, node.versions);
  // Backwards, as shapes: each name of a version with the name that it is read as today.
  let names: ReadonlyMap<string, string> = new Map([...members.keys()].map((name) => [name, name]));
  const formerly = new Map<string, string>();
  const versions: EnumSignature["versions"][number][] = [];
  for (let version = node.versions.length + 1; version >= 1; version--) {
    const clause = node.versions[version - 2];
    versions.push({ version, members: [...names.keys()], ...(clause === undefined ? {} : { clause }) });
    if (clause !== undefined) names = membersBefore(context, symbol, clause, names, members);
    for (const [name, today] of names) if (name !== today) formerly.set(name, today);
  }
  return {
    symbol,
    members: [...members].map(([name, member]) => ({ name, node: member })),
    formerly,
    versions: versions.reverse(),
  };
}

/** A renamed member keeps its place; a removed one stood, for all we know, at the end. */
function membersBefore(
  { names, report }: EnumContext,
  { name: owner }: SymbolOf<"enum">,
  clause: ast.EnumVersion,
  after: ReadonlyMap<string, string>,
  declared: ReadonlyMap<string, ast.EnumMember>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const removed = new Map<string, string>();
  const old = new Set<string>();
  for (const step of clause.steps) {
    const target = step.$type === "RenameMember" ? step.to : step.as;
    const today = after.get(target.$refText);
    if (target.$refText === "" || step.name === "") continue;
    if (today === undefined) {
      const similar = mostSimilar(target.$refText, after.keys());
      report("ESDL4010", target, { name: target.$refText, owner, similar }, [
        ...(similar === undefined ? choices(target, [...after.keys()]) : spelling(target, similar)),
        leaveOut(step),
      ]);
      continue;
    }
    const node = declared.get(today);
    if (node !== undefined) names.record(target, { kind: "member", node });
    // An old name that is a member again could not be told from the new one: what is stored says no version.
    if (after.has(step.name) || old.has(step.name)) {
      report("ESDL4003", { node: step, property: "name" }, { name: step.name, owner }, [leaveOut(step)]);
      continue;
    }
    if (step.$type === "RenameMember" && renamed.has(target.$refText)) {
      report("ESDL4004", target, { name: target.$refText, owner }, [leaveOut(step)]);
      continue;
    }
    old.add(step.name);
    if (step.$type === "RenameMember") renamed.set(target.$refText, step.name);
    else removed.set(step.name, today);
  }
  return new Map([
    ...[...after].map(([name, today]) => [renamed.get(name) ?? name, today] as const),
    ...removed,
  ]);
}

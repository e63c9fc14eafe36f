/** The contexts and what they use: the context map. Reports what is wrong with the `uses` of the files. */
import { append, type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { ContextUse } from "../model/index.js";
import type { ContextSymbol, NameSegment, Target, UsedContext } from "./api.js";
import type { Scope } from "./scope.js";
import { mostSimilar, spelling } from "./similar.js";

type Role = ContextUse["role"];

/** The roles that a used context may have. */
export const contextRoles = [
  "conformist",
  "anticorruption",
  "partnership",
  "shared kernel",
  "customer supplier",
] as const satisfies readonly Role[];

const roles: ReadonlyMap<string, Role> = new Map(contextRoles.map((role) => [role, role]));

/** The contexts in the order of their names. */
export function contextsOf(
  scopes: ReadonlyMap<string, Scope>,
  report: Report,
  record: (name: NameSegment, target: Target) => void,
): ReadonlyMap<string, ContextSymbol> {
  const names = [...scopes.keys()].sort((a, b) => (a < b ? -1 : 1));
  const contexts = new Map<string, ContextSymbol>();
  for (const name of names) {
    const scope = scopes.get(name);
    if (scope === undefined) continue;
    const uses = usesOf(scope, names, report);
    const used = scope.files.flatMap((file) => file.uses);
    const unknownUses = new Set(
      used.map(({ context }) => context.$refText).filter((other) => !names.includes(other)),
    );
    contexts.set(name, { kind: "context", name, files: scope.files, uses, unknownUses });
  }
  for (const scope of scopes.values())
    for (const file of scope.files)
      for (const { context } of file.uses) {
        const target = contexts.get(context.$refText);
        if (target !== undefined) record(context, target);
      }
  reportCircles(contexts, report);
  return contexts;
}

/** The uses of all files of a context. The one that says a role stands for those that do not. */
function usesOf(scope: Scope, names: readonly string[], report: Report): readonly UsedContext[] {
  const uses = new Map<string, UsedContext>();
  for (const file of scope.files) {
    const here = new Set<string>();
    for (const node of file.uses) {
      const name = node.context.$refText;
      if (name === "" || !isGood(node, scope, names, report)) continue;
      if (here.has(name)) {
        report("ESDL1107", node.context, { context: name }, [withoutUse(node, "Leave it out")]);
        continue;
      }
      here.add(name);
      const role = roleOf(node, report);
      const other = uses.get(name);
      if (other === undefined || other.node.roleWords.length === 0)
        uses.set(name, { context: name, role, node });
      else if (node.roleWords.length > 0 && role !== other.role)
        report("ESDL1109", { node, property: "roleWords" }, { context: name, role: other.role }, [
          withRole(node, other.role),
          { ...withRole(other.node, role), title: `Write \`${role}\` in the other file` },
        ]);
    }
  }
  return [...uses.values()];
}

function isGood(node: ast.UsedContext, scope: Scope, names: readonly string[], report: Report): boolean {
  const name = node.context.$refText;
  if (name === scope.name) report("ESDL1106", node.context, { context: name }, [withoutUse(node)]);
  else if (!names.includes(name)) {
    const similar = mostSimilar(
      name,
      names.filter((other) => other !== scope.name),
    );
    report("ESDL1105", node.context, { name, similar }, [
      ...spelling(node.context, similar),
      withoutUse(node),
    ]);
  } else return true;
  return false;
}

function roleOf(node: ast.UsedContext, report: Report): Role {
  const words = node.roleWords.join(" ");
  if (words === "") return "conformist";
  const role = roles.get(words);
  if (role !== undefined) return role;
  const similar = mostSimilar(words, roles.keys());
  const ways = similar === undefined ? contextRoles : [similar];
  report(
    "ESDL1110",
    { node, property: "roleWords" },
    { role: words, similar },
    ways.map((way) => withRole(node, way)),
  );
  return "conformist";
}

/** Writes another role, which may have two words, as the one that it replaces. */
const withRole = (node: ast.UsedContext, role: string): FixDraft => ({
  title: `Write \`${role}\``,
  edits: [
    {
      from: { node, property: "roleWords" },
      to: { node, property: "roleWords", index: node.roleWords.length - 1 },
      text: role,
    },
  ],
});

/** Takes a context out of the `uses` of a file, and the line with it where it is the only one. */
function withoutUse(node: ast.UsedContext, title = `Do not use ${node.context.$refText}`): FixDraft {
  const file = node.$container;
  const before = file.uses[file.uses.indexOf(node) - 1];
  const { offset = 0, end = 0, root } = node.$cstNode ?? {};
  const [above, below] = [root?.fullText.slice(0, offset) ?? "", root?.fullText.slice(end) ?? ""];
  if (!/uses\s*$/.test(above) || /^\s*,/.test(below)) return leaveOut(node, title);
  const from = before ?? { node: file, property: "name" };
  const kept = above.slice(above.lastIndexOf(before?.$cstNode?.text ?? file.name)).replace(/\s*uses\s*$/, "");
  return { title, edits: [{ from, to: node, text: kept }] };
}

/** One report for each group of contexts that use one another in a circle, unless all uses in it are partnerships. */
function reportCircles(contexts: ReadonlyMap<string, ContextSymbol>, report: Report): void {
  for (const group of circlesOf(contexts)) {
    const inside = group.flatMap((context) =>
      context.uses.filter((use) => group.some(({ name }) => name === use.context)),
    );
    const wrong = inside.filter((use) => use.role !== "partnership").at(-1);
    if (wrong !== undefined)
      report("ESDL1108", wrong.node.context, { contexts: group.map(({ name }) => name) }, [
        { title: "Make them partners", edits: inside.flatMap(asPartner) },
      ]);
  }
}

const asPartner = ({ node, role }: UsedContext): FixDraft["edits"] => {
  if (role === "partnership") return [];
  return node.roleWords.length === 0
    ? append(node, " as partnership").edits
    : withRole(node, "partnership").edits;
};

/** The strongly connected groups of two or more, by Tarjan's algorithm. */
function circlesOf(contexts: ReadonlyMap<string, ContextSymbol>): readonly (readonly ContextSymbol[])[] {
  const groups: ContextSymbol[][] = [];
  const order = new Map<string, number>();
  const waiting: ContextSymbol[] = [];
  const visit = (context: ContextSymbol): number => {
    const index = order.size;
    order.set(context.name, index);
    const depth = waiting.push(context);
    let lowest = index;
    for (const use of context.uses) {
      const next = contexts.get(use.context);
      if (next === undefined) continue;
      const known = order.get(next.name);
      if (known === undefined) lowest = Math.min(lowest, visit(next));
      else if (waiting.includes(next)) lowest = Math.min(lowest, known);
    }
    if (lowest === index) {
      const group = waiting.splice(depth - 1);
      if (group.length > 1) groups.push(group.sort((a, b) => (a.name < b.name ? -1 : 1)));
    }
    return lowest;
  };
  for (const context of contexts.values()) if (!order.has(context.name)) visit(context);
  return groups;
}

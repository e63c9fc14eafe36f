/** What a body may write to. */
import { CompletionItemKind } from "vscode-languageserver";
import {
  ast,
  bindings,
  type Env,
  presentOf,
  qualifier,
  reservedWords,
  statementWords,
  type RootMember,
  type Signatures,
  type Type,
} from "@esdl/language/editing";
import { memberProposal } from "./expressions.js";
import type { Proposal } from "./proposal.js";
import { around, type Spot } from "./spot.js";

/** Fields that an assignment may begin with; behind `remove`, those that hold something under a key. */
export function targetNames(spot: Spot): readonly Proposal[] {
  const { env } = spot;
  const writes = rulesAt(spot)?.writes;
  if (env === undefined || writes === undefined) return [];
  const root = env.roots.get(writes);
  if (root === undefined) return [];
  const isRemove = around(spot, ast.isRemoveStatement) !== undefined && spot.expected.before === "remove";
  const event = env.roots.get("event");
  const assigned = new Set(siblings(spot));
  const fields = [...root.members.values()].filter(
    (member) => isWritable(member) && (!isRemove || isKeyed(member)),
  );
  return [
    ...fields.map((member): Proposal => {
      const { name } = member;
      const isShort = event?.members.has(name) === true;
      const isBare =
        !reservedWords.has(name) &&
        !statementWords.has(name) &&
        bindings(name, env).every((found) => found.kind === "member") &&
        env.roots.get(name)?.written !== true;
      return {
        ...memberProposal(
          isBare ? name : `${writes}.${name}`,
          member,
          assigned.has(name) ? "inScope" : isShort ? "wanted" : "fitting",
          spot.from.context,
        ),
        filter: name,
      };
    }),
    { label: writes, kind: CompletionItemKind.Variable, rank: "declared" },
  ];
}

/** The rules of the body around the place. */
export function rulesAt({ place, analysis: { observed } }: Spot) {
  for (let at: typeof place.node | undefined = place.node; at !== undefined; at = at.$container) {
    const seen = ast.isStatement(at)
      ? observed.statements.get(at)
      : ast.isBlock(at)
        ? observed.blocks.get(at)
        : undefined;
    if (seen !== undefined) return seen.rules;
  }
  return undefined;
}

const isWritable = ({ role }: RootMember): boolean =>
  role !== "getter" && role !== "identity" && role !== "status";

const isKeyed = ({ type }: RootMember): boolean => {
  const inner = type && presentOf(type);
  return inner?.kind === "map" || (inner?.kind === "list" && inner.of.kind === "entity");
};

/** What the other statements of the same body assign. */
function siblings(spot: Spot): readonly string[] {
  const block = around(spot, ast.isBlock);
  return (block?.statements ?? []).flatMap((statement) =>
    statement.$type === "AssignStatement" && statement.target.$type === "NameExpr"
      ? [statement.target.target.$refText]
      : [],
  );
}

/** The type of a target as far as it is written: `lines[sku]`. */
export function targetType(node: ast.Expression, env: Env): Type | undefined {
  switch (node.$type) {
    case "NameExpr": {
      const [found] = bindings(node.target.$refText, env);
      return found?.kind === "member" ? found.member.type : found?.local.type;
    }
    case "MemberExpr": {
      if (node.receiver.$type === "NameExpr") {
        const root = qualifier(node.receiver.target.$refText, env);
        if (root !== undefined && root.isValue !== true) return root.members.get(node.member.$refText)?.type;
      }
      const receiver = targetType(node.receiver, env);
      return receiver && fieldType(presentOf(receiver), node.member.$refText, env.kit.signatures);
    }
    case "IndexExpr": {
      const receiver = targetType(node.receiver, env);
      if (receiver?.kind === "map") return receiver.value;
      return receiver?.kind === "list" && receiver.of.kind === "entity" ? receiver.of : undefined;
    }
    default:
      return undefined;
  }
}

function fieldType(type: Type, name: string, signatures: Signatures): Type | undefined {
  if (type.kind === "value") return signatures.value(type.ref, type.version)?.members.get(name)?.type;
  if (type.kind === "entity") return signatures.entity(type.ref, type.version)?.members.get(name)?.type;
  return undefined;
}

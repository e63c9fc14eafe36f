/** Where a declaration or statement may go on in a line of its own, as data: what is too long breaks there. */
import type { AstNode } from "langium";
import type { CommandDecl, Expression, IfExpr } from "../generated/ast.js";
import {
  isBinaryExpr,
  isCommandDecl,
  isEventDecl,
  isExternalCommandDecl,
  isHandler,
  isIfExpr,
  isInvariant,
  isLifecycle,
  isQueryDecl,
  isRequireStatement,
  isSagaEnds,
  isSendStatement,
  isUnique,
  isIndexDecl,
} from "../generated/ast.js";
import type { Places } from "./places.js";

/** A clause from one item to another. Without `until`, only what stands first in it has to fit. */
export interface Clause {
  readonly at: number;
  readonly until?: number;
  /** Stays on a line of its own where the source has it there. */
  readonly kept?: true;
}

/** The clauses that a node may break before. */
export function clausesOf(node: AstNode, places: Places): Clause[] {
  const from = (at: number | undefined, until?: number): Clause[] =>
    at === undefined ? [] : [until === undefined ? { at } : { at, until }];
  const whole = (at: number | undefined, node: AstNode): Clause[] => from(at, places.whole(node).end);
  const rest = (nodes: readonly AstNode[]): Clause[] =>
    nodes.slice(1).map((item) => ({ at: places.first(item) }));

  if (isCommandDecl(node)) return grants(node, places);
  if (isSendStatement(node) && node.undo !== undefined)
    return [{ at: places.first(node.undo), until: places.last(node.undo), kept: true }];
  if (isRequireStatement(node))
    return from(places.ahead(node.rejection, "else"), places.last(node.args ?? node.rejection));
  if (isQueryDecl(node))
    return [
      ...(node.condition === undefined ? [] : whole(places.ahead(node.condition, "where"), node.condition)),
      ...node.order.slice(0, 1).flatMap((order) => from(places.before(places.before(places.first(order))))),
      ...(node.limit === undefined ? [] : whole(places.ahead(node.limit, "limit"), node.limit)),
    ];
  if (isHandler(node))
    return [
      ...(node.loop === undefined ? [] : whole(places.first(node.loop), node.loop)),
      ...(node.condition === undefined ? [] : whole(places.ahead(node.condition, "where"), node.condition)),
      ...(node.by === undefined ? [] : whole(places.ahead(node.by, "by"), node.by)),
    ];
  if (isInvariant(node)) return from(places.whole(node.condition).start);
  if (isLifecycle(node)) return rest(node.chains);
  if (isSagaEnds(node)) return rest(node.ends);
  if (isIndexDecl(node)) return rest(node.columns);
  if (isUnique(node) && node.rejection !== undefined)
    return whole(places.ahead(node.rejection, "else"), node.rejection);
  if (isEventDecl(node)) {
    const [first, ...more] = node.becomes;
    if (first === undefined) return [];
    return [
      ...from(places.ahead(first, "becomes"), places.last(first)),
      ...more.map((item) => ({ at: places.first(item) })),
    ];
  }
  if (isExternalCommandDecl(node) && node.sample !== undefined)
    return from(places.before(places.first(node.sample)), places.last(node.sample));
  return [];
}

function grants(node: CommandDecl, places: Places): Clause[] {
  const [first, ...more] = node.grants;
  if (first === undefined) return [];
  const until = places.before(places.first(node.body));
  return [
    { at: places.before(places.first(first)), until, kept: true },
    ...more.map((grant) => ({ at: places.first(grant) })),
  ];
}

/** What breaks as a whole, if it does: the range of an expression and the places inside of it. */
export interface Chain {
  readonly start: number;
  readonly end: number;
  readonly breaks: readonly number[];
  /** Places that break for want of room only. */
  readonly fills?: readonly number[];
}

const levels: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  "??": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

/** The chain that begins with a node: operators of one level, or `if … then … else`. */
export function chainOf(node: AstNode, places: Places): Chain | undefined {
  if (isIfExpr(node)) return isElse(node, places) ? undefined : branchesOf(node, places);
  const level = isBinaryExpr(node) ? levels[node.operator] : undefined;
  if (!isBinaryExpr(node) || level === undefined || isPart(node, level, places)) return undefined;
  const breaks: number[] = [];
  let at: Expression = node;
  while (isBinaryExpr(at) && levels[at.operator] === level) {
    const operator = places.behind(at.left, at.operator);
    if (operator === undefined) return undefined;
    breaks.push(operator);
    if (places.around[operator] !== places.around[breaks[0] ?? operator]) return undefined;
    if (!continues(at.left, operator, places)) break;
    at = at.left;
  }
  return { ...places.whole(node), breaks };
}

/** Whether the operand on the left goes on with the chain, and is not in parentheses. */
function continues(left: Expression, operator: number, places: Places): boolean {
  if (!isBinaryExpr(left)) return false;
  const own = places.behind(left.left, left.operator);
  return own !== undefined && places.around[own] === places.around[operator];
}

/** Whether the chain begins further up in the tree. */
function isPart(node: Expression, level: number, places: Places): boolean {
  const above = node.$container;
  if (!isBinaryExpr(above) || above.left !== node || levels[above.operator] !== level) return false;
  const operator = places.behind(node, above.operator);
  return operator !== undefined && continues(node, operator, places);
}

/** `if a then b else if c then d else e`: a line for each branch, below the `=` before it if there is one. */
function branchesOf(node: IfExpr, places: Places): Chain {
  const { start, end } = places.whole(node);
  const breaks: number[] = [];
  const fills: number[] = [];
  for (let at: Expression = node; isIfExpr(at); at = at.else) {
    const [then, otherwise] = [places.ahead(at.then, "then"), places.ahead(at.else, "else")];
    if (then !== undefined) fills.push(then);
    if (otherwise !== undefined) breaks.push(otherwise);
    if (!isIfExpr(at.else) || !isElse(at.else, places)) break;
  }
  const before = places.before(start);
  if (before !== start - 1 || !places.isWord(before, "=")) return { start, end, breaks, fills };
  return { start: before, end, breaks: [start, ...breaks], fills };
}

/** An `if` right behind an `else`, not in parentheses. */
function isElse(node: IfExpr, places: Places): boolean {
  const above = node.$container;
  return isIfExpr(above) && above.else === node && places.isWord(places.before(places.first(node)), "else");
}

/** For tests: expressions and statements of the model as short texts that show what was made explicit. */
import type { Argument, Expr } from "../../model/expressions.js";
import type { Place, Statement } from "../../model/statements.js";
import { displayType } from "../../types/display.js";

const args = (list: readonly Argument[]): string =>
  list.map(({ name, value }) => `${name}: ${print(value)}`).join(", ");
const all = (list: readonly Expr[]): string => list.map(print).join(", ");

/** `!` marks what was proved to be there, `~` a field that may be absent, `<brand>` and its like a conversion. */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case "literal":
      return JSON.stringify(expr.value);
    case "none":
      return "none";
    case "enumMember":
      return `'${expr.member}`;
    case "local":
      return expr.name;
    case "root":
      return expr.root;
    case "now":
      return "now";
    case "newId":
      return "newId()";
    case "field": {
      const role = expr.role === undefined ? "" : `:${expr.role}`;
      return `${print(expr.target)}${expr.safe ? "?" : ""}.${expr.name}${role}${expr.presence === "maybe" ? "~" : ""}`;
    }
    case "present":
      return `${print(expr.value)}!`;
    case "index":
      return `${print(expr.target)}[${print(expr.index)}]`;
    case "method":
      return `${print(expr.target)}${expr.safe ? "?" : ""}.${expr.on}::${expr.name}(${all(expr.args)})`;
    case "lambda":
      return `${expr.params.map(({ name }) => name).join(", ")} => ${print(expr.body)}`;
    case "call":
      return `${expr.function}(${all(expr.args)})`;
    case "extreme":
      return `${expr.which}(${print(expr.left)}, ${print(expr.right)})`;
    case "construct":
      return `${displayType(expr.type)}(${args(expr.fields)})`;
    case "list":
      return `[${all(expr.items)}]`;
    case "emptyMap":
      return "{}";
    case "tuple":
      return `(${all(expr.items)})`;
    case "binary":
      return `(${print(expr.left)} ${expr.op} ${print(expr.right)})`;
    case "logical":
      return `(${print(expr.left)} ${expr.op} ${print(expr.right)})`;
    case "not":
      return `not ${print(expr.operand)}`;
    case "negate":
      return `-${print(expr.operand)}`;
    case "coalesce":
      return `(${print(expr.left)} ?? ${print(expr.right)})`;
    case "in":
      return `(${print(expr.left)} in ${print(expr.right)})`;
    case "matches":
      return `${print(expr.value)} matches /${expr.source}/`;
    case "if":
      return `if ${print(expr.condition)} then ${print(expr.then)} else ${print(expr.else)}`;
    case "convert":
      return `<${expr.how}>${print(expr.value)}`;
  }
}

const place = ({ root, field, path }: Place): string =>
  path.reduce(
    (text, step) => (step.kind === "field" ? `${text}.${step.name}` : `${text}[${print(step.key)}]`),
    `${root}.${field}`,
  );

const block = (statements: readonly Statement[]): string =>
  `{ ${statements.map(printStatement).join("; ")} }`;

export function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case "require":
      return `require ${print(statement.condition)} else ${statement.rejection.ref}(${args(statement.rejection.args)})`;
    case "emit":
      return `emit ${statement.event}(${args(statement.args)})`;
    case "let":
      return `let ${statement.name}: ${displayType(statement.type, "Shop")} = ${print(statement.value)}`;
    case "if":
      return `if ${print(statement.condition)} ${block(statement.then)}${statement.else === undefined ? "" : ` else ${block(statement.else)}`}`;
    case "for":
      return `for ${statement.name} in ${print(statement.list)} ${block(statement.body)}`;
    case "assign":
      return `${place(statement.place)} ${statement.op} ${print(statement.value)}`;
    case "remove":
      return `remove ${place(statement.place)}`;
    case "send":
      return `send ${statement.send.command}(${args(statement.send.args)})${statement.asActor ? " as actor" : ""}${statement.undo === undefined ? "" : ` undo ${statement.undo.command}(${args(statement.undo.args)})`}`;
    case "undoAll":
      return "undo all";
  }
}

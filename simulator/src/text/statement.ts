/** Statements as the language writes them, on one line; the bodies of `if` and `for` left out. */
import type { AssignStatement, CommandCall, Place, Statement } from "@esdl/language/model";
import { argumentsText, expressionText, shortName } from "./expression.js";

const signs: Readonly<Record<AssignStatement["op"], "=" | "+=" | "-=">> = {
  set: "=",
  increase: "+=",
  decrease: "-=",
  join: "+=",
  append: "+=",
  remove: "-=",
  add: "+=",
  delete: "-=",
  upsert: "+=",
  removeKey: "-=",
};

export function statementText(statement: Statement): string {
  switch (statement.kind) {
    case "require": {
      const { ref, args } = statement.rejection;
      const rejection = args.length === 0 ? shortName(ref) : `${shortName(ref)}(${argumentsText(args)})`;
      return `require ${expressionText(statement.condition)} else ${rejection}`;
    }
    case "emit":
      return `emit ${shortName(statement.event)}(${argumentsText(statement.args)})`;
    case "let":
      return `let ${statement.name} = ${expressionText(statement.value)}`;
    case "if":
      return `if ${expressionText(statement.condition)}`;
    case "for":
      return `for ${statement.name} in ${expressionText(statement.list)}`;
    case "assign":
      return `${placeText(statement.place)} ${signs[statement.op]} ${expressionText(statement.value)}`;
    case "remove":
      return `remove ${placeText(statement.place)}`;
    case "send": {
      const undo = statement.undo === undefined ? "" : ` undo ${callText(statement.undo)}`;
      return `send ${callText(statement.send)}${statement.asActor ? " as actor" : ""}${undo}`;
    }
    case "undoAll":
      return "undo all";
  }
}

export const callText = ({ command, args }: CommandCall): string =>
  `${shortName(command)}(${argumentsText(args)})`;

const placeText = ({ field, path }: Place): string =>
  path.reduce(
    (text, step) => (step.kind === "field" ? `${text}.${step.name}` : `${text}[${expressionText(step.key)}]`),
    field,
  );

/** The text of a scaffold when it is first written. */
import { commentText, docComment, stringLiteral, templateText } from "../escape/index.js";
import { propertyName } from "../typescript/types.js";
import type { Scaffold, ScaffoldMember, ScaffoldObject } from "./scaffold.js";

/** @param module what the generated context is imported as: `#domain/banking` */
export function scaffoldText({ context, objects }: Scaffold, module: string): string {
  const types = objects.map(({ type }) => type).sort();
  return [
    "// Yours to write: esdl made this file once and overwrites none of it. What the model gains later is added by\n",
    "// `esdl compile --update-scaffolds`.\n",
    `import type { ${types.join(", ")} } from ${stringLiteral(module)};\n`,
    ...objects.map((object) => `\n${objectText(object, context)}`),
  ].join("");
}

function objectText({ name, type, doc, members }: ScaffoldObject, context: string): string {
  const written = members.map((member) => {
    const comment = docComment(member.doc, "  ");
    const params = member.params.join(", ");
    return `${comment}  ${propertyName(member.name)}(${params}) {\n    ${statementOf(member, context)}\n  },\n`;
  });
  return `/** ${commentText(doc)} */\nexport const ${name}: ${type} = {\n${written.join("")}};\n`;
}

/** Says what is to be written, and what it was called with. */
export function statementOf({ name, params }: ScaffoldMember, context: string): string {
  const said = `Not written yet: ${templateText(`${context}.${name}`)}`;
  return params.length === 0
    ? `throw new Error(${stringLiteral(`Not written yet: ${context}.${name}`)});`
    : `throw new Error(\`${said}(\${JSON.stringify({ ${params.join(", ")} })})\`);`;
}

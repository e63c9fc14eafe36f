/** A page for each rule of `esdl diff`, as `esdl explain` has it. */
import { explainRule, type RuleId, rules } from "@esdl/evolution";
import { code, type Page, paragraphs, plain, table } from "../page.js";

const ids = (Object.keys(rules) as RuleId[]).sort((a, b) => rules[a].row - rules[b].row);

export function changePages(): readonly Page[] {
  return [
    {
      path: "changes/index.md",
      text: paragraphs(
        "# Rules of `esdl diff`",
        "Each change between two versions of a model is a finding of one of these rules, with a verdict for those who read what " +
          "is stored (backward) and for those who read what is new with an older version (forward). " +
          "[Changing events for years](../evolution.md) says how they are used.",
        table(
          ["rule", "change", "backward", "forward"],
          ids.map((id) => [
            `[${code(id)}](${id}.md)`,
            plain(rules[id].title),
            rules[id].backward,
            rules[id].forward,
          ]),
        ),
      ),
    },
    ...ids.map((id) => ({
      path: `changes/${id}.md`,
      text: paragraphs(explainRule(id), "[All rules](index.md)"),
    })),
  ];
}

/** The first page: a model on the left, what `esdl compile` makes of it on the right. */
import { generate } from "@esdl/generator";
import { checkModel, diagnostics } from "@esdl/language";
import { fence, type Page, paragraphs } from "../page.js";

const begin = `---
layout: page
sidebar: false
title: ESDL
---

<div class="home vp-doc">

# ESDL

Declare event-sourced aggregates, read models and long processes in \`.esdl\` files; get typed TypeScript that runs on an event
store. [Follow the tutorial](./tutorial.md), or read [the language](./language/index.md).`;

const end = `- **Mistakes before they are deployed.** A status that nothing reaches, an event without its \`on\`, a field that is not there
  yet: [${String(Object.keys(diagnostics).length)} diagnostics](./diagnostics/index.md), each with its place, most with a fix, also in [editors](./editors.md).
- **Old events stay readable.** Versions are declared where the event is, upcasters are generated, and \`esdl diff\` says in the pull
  request [whom a change hurts](./evolution.md).
- **Each event once.** [Read models](./runtime.md#read-models) and [sagas](./sagas.md) commit together with their checkpoints, on
  SQLite or in memory. What holds under which fault is [written down](./reliability.md), and tested.

</div>`;

/** @param readme The README, whose first model is shown. */
export function homePage(readme: string): Page {
  const model = /^```esdl\n([\s\S]*?)^```/m.exec(readme)?.[1];
  if (model === undefined)
    throw new Error("README.md begins with no model any more; the home page shows it.");
  return {
    path: "index.md",
    text: paragraphs(
      begin,
      '<div class="sides"><div>',
      "**You write**",
      fence("esdl", model),
      "</div><div>",
      "**You get**",
      fence("ts", excerptOf(model)),
      "</div></div>",
      end,
    ),
  };
}

/** The parts of the generated aggregate that show its shape: its state, its events, and what is made of a command and an event. */
function excerptOf(model: string): string {
  const checked = checkModel([{ path: "model.esdl", text: model }]);
  const generated =
    checked.model && generate(checked.model, { packageName: "domain", emit: ["ts"], modelRoot: "." });
  const file =
    generated?.ok === true ? generated.files.find(({ path }) => path.endsWith("account.ts")) : undefined;
  return parts
    .map((part) => {
      const [found] = part.exec(file?.text ?? "") ?? [];
      if (found === undefined)
        throw new Error(`The home page shows ${String(part)} of account.ts, which is not there.`);
      return found;
    })
    .join("\n\n");
}

const parts = [
  /^\/\*\* The state of[\s\S]*?^\}/m,
  /^\/\*\* Everything that happens[\s\S]*?;$/m,
  /^function withdraw\([\s\S]*?^\}/m,
  /^\/\*\* The state after an event[\s\S]*?^\}/m,
  /^\/\*\* The whole decision[\s\S]*?^\}/m,
];

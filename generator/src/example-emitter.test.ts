import { expect, it } from "vitest";
import type { Emitter } from "./emitter.js";
import { runEmitters } from "./pipeline.js";
import { aggregateDecl, at, context, field, model, scalar } from "./testing/build.js";

it("the example of a third-party emitter draws lifecycles", async () => {
  const example = (await import(new URL("../../examples/emitter/lifecycles.mjs", import.meta.url).href)) as {
    default: Emitter;
  };
  const onClause = { span: at(1, 1, "on"), from: [], creates: false, body: [] };
  const account = aggregateDecl("Banking.Account", field("accountId", scalar("uuid")), {
    lifecycle: {
      span: at(1, 1, "lifecycle"),
      enum: "Banking.Account.Status",
      statuses: ["open", "end"],
      edges: [{ from: "open", to: "end" }],
    },
    handlers: [
      { ...onClause, event: "Banking.Account.AccountOpened", to: "open", creates: true },
      { ...onClause, event: "Banking.Account.MoneyDeposited", from: ["open"] },
      { ...onClause, event: "Banking.Account.AccountClosed", to: "end", from: ["open"] },
    ],
  });
  const plain = aggregateDecl("Banking.Note", field("noteId", scalar("uuid")));
  const banking = model(context("Banking", { aggregates: [account, plain] }));

  const result = runEmitters(banking, { packageName: "x", emit: ["ts", "js"], modelRoot: ".." }, [
    example.default,
  ]);

  expect(result).toEqual({
    ok: true,
    files: [
      {
        path: "docs/lifecycles.md",
        text: `# Lifecycles

## Banking.Account

\`\`\`mermaid
stateDiagram-v2
  state "open" as s0
  state "end" as s1
  [*] --> s0: AccountOpened
  s0 --> s1: AccountClosed
  s1 --> [*]
\`\`\`
`,
      },
    ],
  });
});

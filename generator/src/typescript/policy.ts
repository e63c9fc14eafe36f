/** A policy's file: what it sends for an event, as a pure function. */
import type { PolicyDecl, Statement } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { negated, when } from "./expressions.js";
import { commented, createFile, type File } from "./file.js";
import { block, hardline, paragraphs, type Doc } from "./layout.js";
import { eventNames } from "./saga-correlation.js";
import { collected } from "./sends.js";
import { guard, statements } from "./statements.js";
import type { Symbols } from "./symbols.js";
import { parameter, property } from "./syntax.js";

export function policyFile(symbols: Symbols, policy: PolicyDecl): EmittedFile {
  const file = createFile(symbols, symbols.processModule(policy.ref));
  const emitted = file.print([paragraphs([handleDoc(policy, file), definitionDoc(policy, file)])]);
  const module = { line: 1, column: 1, span: policy.nameSpan };
  return { ...emitted, links: [module, ...(emitted.links ?? [])] };
}

function handleDoc(policy: PolicyDecl, file: File): Doc {
  const { where } = policy;
  const event = parameter("event");
  const locals = file.locals();
  const names = eventNames(file, locals, policy.event, event.use);
  const body = looped(policy);
  const { hooks, declared, sends } = collected(body, file, locals);
  const isGuarded = where !== undefined && policy.for === undefined;
  const guarded = isGuarded ? [guard(negated(where, names), "return [];")] : [];
  const printed = statements(body, { ...(isGuarded ? when(where, true, names) : names), ...hooks });
  const type = file.type(file.symbols.of("declared", `event:${policy.event}`));
  return commented(policy.doc ?? `What \`${policy.name}\` sends for an event.`, [
    "export function handle(",
    event.declare,
    `: ${file.runtimeType("HandledEvent")}<${type}>): readonly ${file.runtimeType("Send")}[] `,
    block([...guarded, ...declared, ...printed, ["return ", sends(), ";"]]),
  ]);
}

/** The body, for each item of the list if there is one: then the condition is asked of each. */
function looped({ for: loop, where, body, span }: PolicyDecl): readonly Statement[] {
  if (loop === undefined) return body;
  const each: readonly Statement[] =
    where === undefined ? body : [{ kind: "if", span, condition: where, then: body }];
  return [{ kind: "for", span, ...loop, body: each }];
}

function definitionDoc(policy: PolicyDecl, file: File): Doc {
  const event = file.symbols.lookup.events.get(policy.event);
  if (event === undefined) throw new Error(`there is no event ${policy.event}`);
  const handlers = block([[property(event.name, "handle"), ","]]);
  return [
    "/** What the runtime runs. */",
    hardline,
    `export const definition: ${file.runtimeType("PolicyDefinition")} = `,
    block([
      `name: ${stringLiteral(policy.ref)},`,
      ...(policy.fromStart ? ["fromStart: true,"] : []),
      ["events: ", block([[`${stringLiteral(event.aggregate)}: `, handlers, ","]]), ","],
    ]),
    ";",
  ];
}

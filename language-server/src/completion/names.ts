/** Which names each place of the grammar takes: a table by the property that is being read. */
import type { Possible } from "@esdl/language/editing";
import { missingArguments } from "./calls.js";
import { undeclared } from "./declared.js";
import { expressionNames } from "./expressions.js";
import { memberNames } from "./members.js";
import { grantees, ownEvents, ownRejections, roles, statuses } from "./places/aggregates.js";
import { plain } from "./places/common.js";
import { contextNames, roleWords, usableContexts } from "./places/contexts.js";
import { commands, moves, steps, triggers } from "./places/handlers.js";
import {
  expectedSteps,
  outcomes,
  scenarioCommands,
  scenarioEvents,
  scenarioRejections,
  subjectOf,
} from "./places/scenarios.js";
import { enumMembers, fieldsAround, rowFields, stateFields } from "./places/shapes.js";
import type { Proposal } from "./proposal.js";
import type { Spot } from "./spot.js";
import { symbolsAt } from "./symbols.js";
import { targetNames } from "./targets.js";
import { typeNames } from "./types.js";

type Provider = (spot: Spot) => readonly Proposal[];

/** By `Type.property`; of a qualified name, by the property that holds it. */
const providers: Readonly<Record<string, Provider>> = {
  "Model.name": contextNames,
  "UsedContext.context": usableContexts,
  "UsedContext.roleWords": roleWords,

  "NamedType.target": typeNames,
  "InModifier.statuses": statuses,
  "InStatuses.statuses": statuses,
  "PersonalModifier.subject": (spot) => plain(fieldsAround(spot), spot),

  "AddStep.field": (spot) => plain(fieldsAround(spot), spot),
  "ChangeStep.field": (spot) => plain(fieldsAround(spot), spot),
  "RenameStep.to": (spot) => plain(fieldsAround(spot), spot),
  "AdoptStep.target": (spot) =>
    symbolsAt(spot, {
      kinds: ["value", "entity"],
      only: ({ ref }) => spot.analysis.signatures.versions(ref).length > 1,
    }),
  "RenameMember.to": enumMembers,
  "RemoveMember.as": enumMembers,
  "RenameSagaStep.to": steps,
  "RemoveSagaStep.as": steps,

  "Unique.fields": (spot) => plain(stateFields(spot), spot),
  "Unique.rejection": (spot) => ownRejections(spot, false),
  "RequireStatement.rejection": (spot) => ownRejections(spot, true),
  "EmitStatement.event": ownEvents,
  "Become.event": ownEvents,
  "Grant.role": (spot) => [...roles(spot), ...grantees],
  "CommandAction.role": roles,

  "Handler.trigger": triggers,
  "Handler.target": moves,
  "TimeoutHandler.target": moves,
  "IndexColumn.field": (spot) => plain(rowFields(spot), spot),
  "SendStatement.command": commands,
  "UndoClause.command": commands,

  "ScenarioDecl.subject": (spot) => symbolsAt(spot, { kinds: ["aggregate"] }),
  "GivenStream.aggregate": (spot) =>
    subjectOf(spot) === undefined ? symbolsAt(spot, { kinds: ["aggregate"] }) : [],
  "GivenEvent.event": (spot) => scenarioEvents(spot, true),
  "CommandAction.command": scenarioCommands,
  "Expected.target": outcomes,
  "ExpectedRejection.rejection": scenarioRejections,
  "ExpectedStep.step": expectedSteps,

  "Argument.label": missingArguments,
  "MemberExpr.member": memberNames,
  "NameExpr.target": expressionNames,
  target: targetNames,
};

/** The key that a way to go on has in the table. */
export function placeOf({ terminal, path }: Possible): string | undefined {
  const [inner, outer] = path;
  if (inner === undefined) return undefined;
  if (terminal === "HEAD") return "target";
  const step = inner.type === "QualifiedName" ? outer : inner;
  return step && `${step.type}.${step.property}`;
}

/** What may be named at a place. */
export function namesAt(place: string, spot: Spot): readonly Proposal[] {
  const provider = Object.hasOwn(providers, place) ? providers[place] : undefined;
  return provider === undefined ? undeclared(place, spot) : provider(spot);
}

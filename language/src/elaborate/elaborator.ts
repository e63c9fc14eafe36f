/** The elaborator: its entry points, put together over what they share. */
import type { Locator } from "../diagnostics/locate.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { Ref, Type } from "../model/types.js";
import type { Program, Signatures } from "../signatures/api.js";
import type { Nominal } from "../types/assignable.js";
import { durationLiteral } from "../types/literals.js";
import type { Elaborator, ScenarioFields } from "./api.js";
import { become, commandBody, grantCondition, onBody } from "./aggregates.js";
import { bindArguments } from "./arguments.js";
import { whereIn, whereOf } from "./conditions.js";
import { defaultOf } from "./defaults.js";
import { type Env, type Kit, type Observer, constants, withLocal } from "./environment.js";
import { check, checkBool } from "./expressions.js";
import { declared, ownerEnv } from "./owners.js";
import { placeholder } from "./placeholder.js";
import { handler, query } from "./processes.js";
import { upcast, versionSteps } from "./versions.js";

/** What brands are made of; of one that is made of itself, which has been reported, nothing is known. */
function createNominal(signatures: Signatures): Nominal {
  const bases = new Map<Ref, Type | undefined>();
  return {
    baseOf: (ref) => {
      if (!bases.has(ref)) {
        const isMadeOfItself = signatures.underlying({ kind: "brand", ref }) === undefined;
        bases.set(ref, isMadeOfItself ? undefined : signatures.brand(ref)?.base);
      }
      return bases.get(ref);
    },
  };
}

/** Elaborates the bodies of the program's declarations. Everything that is wrong goes to `report`. */
export function createElaborator(
  program: Program,
  report: Report,
  locate: Locator,
  observer?: Observer,
): Elaborator {
  const { names, signatures } = program;
  const kit: Kit = {
    names,
    signatures,
    report,
    locate,
    nominal: createNominal(signatures),
    types: new Map(),
    filling: new Set(),
    conditions: new Map(),
    observer,
  };
  return {
    types: kit.types,
    where: (node, type) => whereOf(node, type, kit),
    defaultOf: (node, type) => defaultOf(node, type, kit),
    getter: (node, type) => inOwner(node, kit, (env) => check(node.body, type, env)),
    invariant: (node) => inOwner(node, kit, (env) => checkBool(node.condition, env)),
    functionBody: (node) => functionBody(node, kit),
    functionSample: (node) => functionSample(node, kit),
    replySample: (node) => replySample(node, kit),
    commandBody: (node) => commandBody(node, kit),
    grantCondition: (node) => grantCondition(node, kit),
    onBody: (node, facts) => onBody(node, facts, kit),
    become: (node) => become(node, kit),
    handler: (node) => handler(node, kit),
    query: (node) => query(node, kit),
    versionSteps: (node) => versionSteps(node, kit),
    upcast: (node) => upcast(node, kit),
    scenarioValue: (node, type, place) => check(node, type, scenario(kit, place)),
    scenarioArguments: (node, fields, place, at) =>
      bindArguments(
        node,
        fields.members,
        { ...scenario(kit, place), ...embeddedIn(fields) },
        {
          what: fields.what,
          style: fields.positional === true ? "either" : "named",
          partial: fields.partial,
          at,
          ...(fields.identity === undefined ? {} : { identity: { ...fields.identity, declared: false } }),
        },
      ),
    placeholder: (type, field, { context }) =>
      placeholder(type, field && whereIn(field.modifiers), context, kit),
    duration: (text) => durationLiteral(text),
  };
}

const inOwner = (
  node: ast.Getter | ast.Invariant,
  kit: Kit,
  elaborate: (env: Env) => Expr | undefined,
): Expr | undefined => {
  const env = ownerEnv(node, kit);
  return env && elaborate(env);
};

const embeddedIn = ({ embedded }: ScenarioFields): Partial<Pick<Env, "embedded">> =>
  embedded === undefined ? {} : { embedded };

const scenario = (kit: Kit, place: Env["place"]): Env => ({
  ...constants(kit, place, "a scenario"),
  scenario: true,
  oldMembers: true,
});

/** Parameters are locals of the body. */
function functionBody(node: ast.FunctionDecl, kit: Kit): Expr | undefined {
  const symbol = declared(kit.names, "function", node);
  const signature = symbol && kit.signatures.function(symbol.ref);
  if (signature?.result === undefined) return undefined;
  const types = new Map<string, Type | undefined>(signature.params.map(({ name, type }) => [name, type]));
  const env = node.params.reduce(
    (around, param) => (param.name === "" ? around : withLocal(around, param, types.get(param.name))),
    constants(kit, kit.names.placeOf(node), "a function"),
  );
  return check(node.body, signature.result, env);
}

function functionSample(node: ast.ExternalFunctionDecl, kit: Kit): Expr | undefined {
  const symbol = declared(kit.names, "function", node);
  const signature = symbol && kit.signatures.function(symbol.ref);
  if (signature?.result === undefined || node.sample === undefined) return undefined;
  return check(node.sample, signature.result, constants(kit, kit.names.placeOf(node), "a sample"));
}

function replySample(node: ast.ExternalCommandDecl, kit: Kit): ReturnType<Elaborator["replySample"]> {
  const symbol = declared(kit.names, "externalCommand", node);
  const signature = symbol && kit.signatures.externalCommand(symbol.ref);
  if (signature === undefined || node.sample === undefined) return undefined;
  return bindArguments(
    node.sample,
    signature.returns.fields,
    constants(kit, kit.names.placeOf(node), "a sample"),
    { what: `reply of ${node.name}`, style: "named", at: node.sample },
  );
}

/** Projections: what is stored can be computed anew; who reads it cannot. */
import { fieldOf, type FieldFacts, type ProjectionFacts } from "../facts/facts.js";
import { nameOf, shortOf } from "../text/local.js";
import { isWidening, relate } from "./relation.js";
import { compareDocs } from "./docs.js";
import { listed, type Work } from "./work.js";

export function compareProjections(work: Work): void {
  for (const old of work.old.projections.values()) {
    const now = work.now.projections.get(old.ref);
    if (now !== undefined) compareProjection(work, old, now);
    else {
      const base = { subject: old.ref, instead: contextName(old.ref), change: ["projection"] };
      work.report({
        ...base,
        rule: "PROJECTION_REMOVED",
        message: `${shortOf(old.ref)} is gone: those who read it find nothing`,
      });
      if (!old.deprecated)
        work.report({
          ...base,
          rule: "REMOVED_WITHOUT_DEPRECATION",
          message: `${shortOf(old.ref)} is gone, and no release before said that it would go: readers had no time to move`,
        });
    }
  }
}

const contextName = (ref: string): string => ref.split(".")[0] ?? ref;

function compareProjection(work: Work, old: ProjectionFacts, now: ProjectionFacts): void {
  compareDocs(work, old, now);
  const lost: string[] = [];
  const changed: string[] = [];
  const keys = (list: readonly FieldFacts[]): string =>
    list.map(({ name, type }) => `${name}: ${type}`).join(", ");
  if (keys(old.keys) !== keys(now.keys)) lost.push("its key");
  for (const field of old.fields) {
    const after = fieldOf(now.fields, field.name);
    if (after === undefined || !isWidening(relate(field.type, after.type, work))) lost.push(field.name);
    else if (after.type !== field.type || after.default !== field.default) changed.push(field.name);
  }
  changed.push(
    ...now.fields.filter(({ name }) => fieldOf(old.fields, name) === undefined).map(({ name }) => name),
  );
  for (const event of new Set([...old.handlers.keys(), ...now.handlers.keys()]))
    if (old.handlers.get(event) !== now.handlers.get(event)) changed.push(`on ${nameOf(event)}`);
  for (const getter of old.getters) {
    const after = now.getters.find(({ name }) => name === getter.name);
    if (after === undefined || !isWidening(relate(getter.type, after.type, work))) lost.push(getter.name);
    else if (after.type !== getter.type || after.value !== getter.value) changed.push(getter.name);
  }
  changed.push(
    ...now.getters
      .filter(({ name }) => !old.getters.some((one) => one.name === name))
      .map(({ name }) => name),
  );
  if ([...old.indexes].sort().join(" | ") !== [...now.indexes].sort().join(" | "))
    changed.push("its indexes");
  const name = shortOf(now.ref);
  for (const query of old.queries) {
    const after = now.queries.find((one) => one.name === query.name);
    if (after?.params !== query.params) lost.push(`query ${query.name}`);
    else if (after.answer !== query.answer)
      work.report({
        rule: "QUERY_CHANGED",
        subject: now.ref,
        path: query.name,
        at: query.name,
        message: `The query ${query.name} of ${name} answers other rows than before, or in another order: those who call it do not expect them`,
        change: [query.answer, after.answer],
      });
  }
  if (lost.length === 0 && changed.length === 0) return;
  const onlyQueries = changed.length === 0 && lost.every((one) => one.startsWith("query "));
  const point = [...lost, ...changed].find((one) => fieldOf(now.fields, one) !== undefined);
  const base = {
    subject: now.ref,
    at: point,
    change: [JSON.stringify(valuesOf(old)), JSON.stringify(valuesOf(now))],
  };
  if (lost.length > 0)
    work.report({
      ...base,
      rule: "PROJECTION_NARROWED",
      ...(onlyQueries ? { backward: "ok" as const } : {}),
      message: `${name} loses or narrows ${listed(lost)}: those who read it miss that${onlyQueries ? "" : ", and stored rows are to be computed anew"}`,
    });
  else
    work.report({
      ...base,
      rule: "PROJECTION_CHANGED",
      message: `${name} computes something else than the rows that are stored (${listed(changed)}): they are to be computed anew`,
    });
}

const valuesOf = (facts: ProjectionFacts): unknown => [
  facts.keys,
  byName(facts.fields),
  byName(facts.getters),
  [...facts.indexes].sort(),
  [...facts.handlers].sort(),
  byName(facts.queries.map(({ name, params }) => ({ name, params }))),
];

const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Whether one value is valid under a schema: yes, no, or (a reference that leads nowhere, a pattern that is not run) nobody can tell. */
import { child, type Place } from "./document.js";
import { isDecimalWithin } from "./decimals.js";
import { referencesOf } from "./facts.js";
import { canonical, isArray, isMultiple, isObject, own, canonicalTexts, type SchemaObject } from "./json.js";
import { matches } from "./pattern.js";
import { numericBounds } from "./bounds.js";
import { schemasOf, typeMask, typeOf } from "./types.js";

type Answer = boolean | undefined;

/** Lazily, as a no ends the matter. */
function all(answers: Iterable<Answer>): Answer {
  let answer: Answer = true;
  for (const one of answers) {
    if (one === false) return false;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

const not = (answer: Answer): Answer => (answer === undefined ? undefined : !answer);

/** How many of the answers are yes: at least, at most. */
function count(answers: readonly Answer[]): [least: number, most: number] {
  const least = answers.filter((answer) => answer === true).length;
  return [least, least + answers.filter((answer) => answer === undefined).length];
}

const between = ([least, most]: [number, number], low: number, high: number): Answer =>
  most < low || least > high ? false : least >= low && most <= high ? true : undefined;

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

const within = (size: number, schema: SchemaObject, low: string, high: string): boolean =>
  size >= numberOr(own(schema, low), 0) && size <= numberOr(own(schema, high), Infinity);

const deepest = 60;

/** Whether the value is valid under the schema. `steps` bounds the work. */
export function isValid(place: Place, value: unknown, steps: { left: number }, depth = 0): Answer {
  const { schema } = place;
  steps.left -= 1;
  if (typeof schema === "boolean") return schema;
  if (!schema || depth > deepest || steps.left < 0) return undefined;
  const under = (inner: Place, part: unknown = value): Answer => isValid(inner, part, steps, depth + 1);
  return all(
    (function* () {
      yield (typeMask(own(schema, "type")) & typeOf(value)) !== 0;
      const values = own(schema, "enum");
      const text = isArray(values) || Object.hasOwn(schema, "const") ? canonical(value) : undefined;
      if (isArray(values)) yield text === undefined ? undefined : canonicalTexts(values).has(text);
      if (Object.hasOwn(schema, "const"))
        yield text === undefined ? undefined : canonical(schema["const"]) === text;
      const { targets, unresolved } = referencesOf(place);
      if (unresolved.length > 0) yield undefined;
      if (typeof value === "string") yield* ofString(schema, value);
      if (typeof value === "number") yield ofNumber(schema, value);
      if (isArray(value)) yield* ofArray(place, schema, value, under);
      else if (isObject(value)) yield* ofObject(place, schema, value, under);
      for (const part of [...targets, ...schemasOf(place, "allOf")]) yield under(part);
      const any = schemasOf(place, "anyOf");
      if (any.length > 0) yield not(all(any.map((part) => not(under(part)))));
      const one = schemasOf(place, "oneOf");
      if (one.length > 0) yield between(count(one.map((part) => under(part))), 1, 1);
      if (own(schema, "not") !== undefined) yield not(under(child(place, "not")));
      if (own(schema, "if") !== undefined) yield conditional(place, schema, under);
    })(),
  );
}

type Under = (inner: Place, part?: unknown) => Answer;

function conditional(place: Place, schema: SchemaObject, under: Under): Answer {
  const branch = (keyword: string): Answer =>
    own(schema, keyword) === undefined ? true : under(child(place, keyword));
  const test = under(child(place, "if"));
  if (test !== undefined) return branch(test ? "then" : "else");
  return branch("then") === true && branch("else") === true ? true : undefined;
}

function* ofString(schema: SchemaObject, value: string): Iterable<Answer> {
  // Lengths count characters, not UTF-16 units.
  yield within(Array.from(value).length, schema, "minLength", "maxLength");
  const pattern = own(schema, "pattern");
  if (typeof pattern === "string") yield matches(pattern, value);
  yield isDecimalWithin(schema, value);
  if (["format", "contentEncoding", "contentMediaType"].some((keyword) => Object.hasOwn(schema, keyword)))
    yield undefined;
}

function ofNumber(schema: SchemaObject, value: number): Answer {
  const { low, high } = numericBounds(schema);
  const factor = own(schema, "multipleOf");
  return (
    (low.exclusive ? value > low.value : value >= low.value) &&
    (high.exclusive ? value < high.value : value <= high.value) &&
    (typeof factor !== "number" || isMultiple(value, factor))
  );
}

function* ofArray(
  place: Place,
  schema: SchemaObject,
  value: readonly unknown[],
  under: Under,
): Iterable<Answer> {
  yield within(value.length, schema, "minItems", "maxItems");
  if (own(schema, "uniqueItems") === true) {
    const texts = value.map((item) => canonical(item));
    yield texts.includes(undefined) ? undefined : new Set(texts).size === texts.length;
  }
  const key = own(schema, "x-esdl-key");
  if (typeof key === "string") yield hasUniqueKeys(value, key);
  const tuple = isArray(own(schema, "items")) ? "items" : "prefixItems";
  const prefix = schemasOf(place, tuple);
  const rest = tuple === "items" ? "additionalItems" : "items";
  for (const [index, item] of value.entries()) {
    const part = prefix[index];
    if (part) yield under(part, item);
    else if (own(schema, rest) !== undefined) yield under(child(place, rest), item);
  }
  if (own(schema, "contains") !== undefined) {
    const inner = child(place, "contains");
    const found = count(value.map((item) => under(inner, item)));
    yield between(
      found,
      numberOr(own(schema, "minContains"), 1),
      numberOr(own(schema, "maxContains"), Infinity),
    );
  }
  if (own(schema, "unevaluatedItems") !== undefined) yield undefined;
}

/** As entities are told apart: each that has the key by its value. */
function hasUniqueKeys(items: readonly unknown[], key: string): boolean {
  const keys = items.flatMap((item) => (isObject(item) && Object.hasOwn(item, key) ? [item[key]] : []));
  return new Set(keys).size === keys.length;
}

function* ofObject(place: Place, schema: SchemaObject, value: SchemaObject, under: Under): Iterable<Answer> {
  const names = Object.keys(value);
  yield within(names.length, schema, "minProperties", "maxProperties");
  const required = own(schema, "required");
  if (isArray(required)) yield required.every((name) => Object.hasOwn(value, String(name)));
  const [properties, patterns] = [own(schema, "properties"), own(schema, "patternProperties")];
  for (const name of names) {
    let named = isObject(properties) && Object.hasOwn(properties, name);
    if (named) yield under(child(place, "properties", name), value[name]);
    for (const pattern of isObject(patterns) ? Object.keys(patterns) : []) {
      const fits = matches(pattern, name);
      if (fits === undefined) yield undefined;
      if (fits) yield under(child(place, "patternProperties", pattern), value[name]);
      named ||= fits !== false;
    }
    if (!named && own(schema, "additionalProperties") !== undefined) {
      yield under(child(place, "additionalProperties"), value[name]);
    }
    if (own(schema, "propertyNames") !== undefined) yield under(child(place, "propertyNames"), name);
  }
  for (const keyword of ["dependencies", "dependentRequired", "dependentSchemas"]) {
    const dependencies = own(schema, keyword);
    for (const name of isObject(dependencies) ? Object.keys(dependencies) : []) {
      if (!Object.hasOwn(value, name)) continue;
      const demanded = own(dependencies as SchemaObject, name);
      yield isArray(demanded)
        ? demanded.every((other) => Object.hasOwn(value, String(other)))
        : under(child(place, keyword, name));
    }
  }
  if (own(schema, "unevaluatedProperties") !== undefined) yield undefined;
}

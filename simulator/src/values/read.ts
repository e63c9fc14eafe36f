/**
 * Reading input: what comes from outside becomes a value in canonical form, or problems, each with its place. The same rules
 * judge a command's parameters and the data of an event about to be recorded.
 */
import {
  describeCondition,
  entityOf,
  holdsSet,
  mayBeLeftOut,
  shapeOf,
  unwrapped,
  type EntityDecl,
  type Expr,
  type Field,
  type Invariant,
  type Ref,
  type Type,
  type ValueDecl,
} from "@esdl/language/model";
import {
  countMembers,
  isPlainObject,
  ownMember,
  readBool,
  readDate,
  readDecimal,
  readDecimalOf,
  readDuration,
  readEnum,
  readInstant,
  readInt,
  readJson,
  readKeyed,
  readList,
  readMap,
  readSet,
  readText,
  readUuid,
  refuse,
  refuseObject,
  refuseUnknown,
  under,
  type JsonValue,
  type Problem,
  type Reader,
} from "@esdl/runtime/values";
import type { Cell, Frame, Test } from "../expressions/frame.js";
import { Fault } from "../stops.js";
import { sameOf } from "./equality.js";
import type { Rules } from "./rules.js";
import { dataFrom, isData, memberOf, textOf, type Data, type Value } from "./value.js";

/** Reads unknown input: its value, or `undefined` after appending problems. */
export type Read = (input: unknown, problems: Problem[], frame: Frame) => Value;

const scalars: Readonly<Record<string, Reader<JsonValue>>> = {
  string: readText,
  int: readInt,
  decimal: readDecimal,
  bool: readBool,
  uuid: readUuid,
  instant: readInstant,
  date: readDate,
  duration: readDuration,
  json: (input, problems) => readJson(input, problems),
};

export function readerOf(type: Type, rules: Rules): Read {
  const { lookup } = rules;
  switch (type.kind) {
    case "scalar": {
      const { scale } = type;
      if (scale !== undefined) return (input, problems) => readDecimalOf(input, problems, scale);
      const read = scalars[type.name];
      if (read === undefined) throw new Fault(`there is no reader of ${type.name}`);
      return read;
    }
    case "brand":
    case "value":
    case "entity":
      return (input, problems, frame) => rules.reader(type.ref)(input, problems, frame);
    case "enum": {
      const members = rules.membersOf(type.ref);
      return (input, problems) => readEnum(input, problems, members);
    }
    case "optional":
      return readerOf(type.of, rules);
    case "list": {
      const read = readerOf(type.of, rules);
      if (type.of.kind !== "entity")
        return (input, problems, frame) => readList(input, problems, itemReader(read, frame));
      const { name } = entityOf(type.of.ref, lookup).key;
      return (input, problems, frame) => readEntities(input, problems, itemReader(read, frame), name);
    }
    case "set": {
      const read = readerOf(type.of, rules);
      const same = holdsSet(type.of, lookup) ? sameOf(type.of, lookup) : undefined;
      return (input, problems, frame) => readSet(input, problems, itemReader(read, frame), same);
    }
    case "map": {
      const [key, value] = [readerOf(type.key, rules), readerOf(type.value, rules)];
      return (input, problems, frame) =>
        readMap(input, problems, keyReader(key, frame), itemReader(value, frame));
    }
    default:
      throw new Fault(`there is no reader of ${type.kind}`);
  }
}

const itemReader =
  (read: Read, frame: Frame): Reader<JsonValue> =>
  (input, problems) => {
    frame.meter.step();
    return read(input, problems, frame);
  };

const keyReader =
  (read: Read, frame: Frame): Reader<string> =>
  (input, problems) => {
    const key = read(input, problems, frame);
    return key === undefined ? undefined : textOf(key);
  };

/** A list of entities. The library knows them by their key, which `readKeyed` asks for by name. */
function readEntities(input: unknown, problems: Problem[], read: Reader<JsonValue>, key: string): Value {
  const keyed: Reader<Readonly<Record<string, string | number | boolean>>> = (item, found) => {
    const entity = read(item, found);
    return isKeyed(entity, key) ? entity : undefined;
  };
  const entities: unknown = readKeyed(input, problems, keyed, key);
  return isJsonList(entities) ? entities : undefined;
}

const isKeyed = (entity: Value, key: string): entity is Readonly<Record<string, string | number | boolean>> =>
  isData(entity) && typeof memberOf(entity, key) !== "object" && memberOf(entity, key) !== undefined;

const isJsonList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);

/** A brand: its base, and its `where` on it. */
export function brandReader(ref: Ref, rules: Rules): Read {
  const brand = rules.lookup.brands.get(ref);
  if (brand === undefined) throw new Fault(`there is no ${ref}`);
  const read = readerOf(brand.base, rules);
  const { where } = brand;
  if (where === undefined) return (input, problems, frame) => read(input, problems, frame);
  const words = describeCondition(where);
  return (input, problems, frame) => {
    if (input === frame.madeUp && typeof input === "string") return input;
    const value = read(input, problems, frame);
    if (value === undefined || rules.brandHolds(ref)(value, frame)) return value;
    return refuse(problems, "constraint", words);
  };
}

/** A field of an object that is read. */
interface Member {
  readonly field: Field;
  readonly read: Read;
  readonly isOptional: boolean;
  readonly preset?: (frame: Frame) => Value;
  readonly where?: { readonly it: Cell; readonly holds: Test; readonly words: string };
}

/** An object of fields: parameters, an event's data, a value, an entity. */
export function shapeReader(
  fields: readonly Field[],
  rules: Rules,
  judge: (data: Data, problems: Problem[], frame: Frame) => void = () => undefined,
): Read {
  const members = fields.map((field) => memberOfShape(field, rules));
  const known = new Set(fields.map(({ name }) => name));
  return (input, problems, frame) => {
    if (!isPlainObject(input)) return refuseObject(input, problems);
    let mark = problems.length;
    let expected = 0;
    let isWhole = true;
    const values: (readonly [string, Value])[] = [];
    for (const member of members) {
      const { name } = member.field;
      const given = ownMember(input, name);
      const value = readMember(member, given, problems, frame);
      if (given !== undefined || (!member.isOptional && member.preset === undefined)) expected++;
      if (problems.length > mark) mark = under(problems, mark, name);
      if (value === undefined && !member.isOptional) isWhole = false;
      values.push([name, value]);
    }
    if (countMembers(input) !== expected) refuseUnknown(input, known, problems);
    if (!isWhole) return undefined;
    const data = dataFrom(values);
    judge(data, problems, frame);
    return data;
  };
}

function memberOfShape(field: Field, rules: Rules): Member {
  const isOptional = field.type.kind === "optional";
  return {
    field,
    read: readerOf(unwrapped(field.type), rules),
    isOptional,
    ...(isOptional || !mayBeLeftOut(field) ? {} : { preset: rules.presetOf(field) }),
    ...(field.where === undefined ? {} : { where: whereOf(field.where, rules) }),
  };
}

const whereOf = (where: Expr, rules: Rules): NonNullable<Member["where"]> => ({
  ...rules.condition(where),
  words: describeCondition(where),
});

/** What is left out is taken as its default, which is judged too: a list may have to hold something. */
function readMember(member: Member, given: unknown, problems: Problem[], frame: Frame): Value {
  const { isOptional, preset, read, where } = member;
  if (given === undefined && isOptional) return undefined;
  const value = given === undefined && preset !== undefined ? preset(frame) : read(given, problems, frame);
  if (value !== undefined && where !== undefined) {
    where.it.value = value;
    if (!where.holds(frame)) refuse(problems, "constraint", where.words);
  }
  return value;
}

/** A value or entity, with its invariants. */
export function valueReader(ref: Ref, rules: Rules): Read {
  const shape = shapeOf(ref, rules.lookup);
  return shapeReader(shape.fields, rules, invariantsOf(shape, rules));
}

/** Judges the invariants of a value, an entity or an event. */
export function invariantsOf(
  { invariants }: Pick<ValueDecl | EntityDecl, "invariants">,
  rules: Rules,
  event?: Ref,
): (data: Data, problems: Problem[], frame: Frame) => void {
  const conditions = invariants.map((invariant) => ({
    ...rules.condition(invariant.condition, event),
    words: messageOf(invariant),
  }));
  return (data, problems, frame) => {
    for (const { it, holds, words } of conditions) {
      it.value = data;
      frame.meter.step();
      if (!holds(frame)) refuse(problems, "constraint", words);
    }
  };
}

/** What is said when an invariant does not hold. */
export const messageOf = ({ message, name }: Invariant): string => message ?? `breaks the rule ${name}`;

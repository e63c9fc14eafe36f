/** Assignments of `on` clauses and of projections' handlers as statements on a draft that is changed in place. */
import type {
  AssignStatement,
  Expr,
  Field,
  PlaceStep,
  Ref,
  RemoveStatement,
  Statement,
  Type,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { equalOf } from "./equality.js";
import { expr, isShared, text, type Names } from "./expressions.js";
import { call, optional } from "./syntax.js";
import type { Mutations } from "./facts.js";
import type { File } from "./file.js";
import { block, group, hardline, type Doc } from "./layout.js";
import { level, within } from "./text.js";
import { entityOf, isComposite, itemText, propertyName, typeText, unwrapped } from "./types.js";

export interface Draft {
  readonly mutable: ReadonlySet<string>;
  /** What stands next is not in one row with what stood before. */
  readonly forget: () => void;
  /** Entities that are changed where they stand. */
  readonly entities: readonly Ref[];
  assign(statement: AssignStatement | RemoveStatement, names: Names): readonly Doc[];
  /** A value that the state may keep: a copy, if something else could change or hold it. */
  owned(field: string, value: Expr, names: Names): Doc;
  typeOf(field: Field): string;
  deepType(type: Type): string;
  /** Whether a body declares variables. */
  declares(body: readonly Statement[]): boolean;
}

/** What a draft is of: the state of an aggregate, or the row of a projection. */
export interface DraftOwner {
  readonly file: File;
  readonly ref: Ref;
  readonly fields: readonly Field[];
  readonly root: "state" | "row";
  /** Whether a field exists at times only, though its type does not say so. */
  isConditional(field: Field): boolean;
  /** The name of the type of an entity that is changed where it stands. */
  draftName(entity: Ref): string;
}

export function createPlaces(owner: DraftOwner, { fields, deep }: Mutations): Draft {
  const { file } = owner;
  const { lookup } = file.symbols;
  const entities = entitiesIn(owner.fields.filter(({ name }) => deep.has(name)));

  function deepType(type: Type): string {
    switch (type.kind) {
      case "optional":
        return `${deepType(type.of)} | undefined`;
      case "list":
      case "set": {
        const item = deepType(type.of);
        return item.includes(" ") ? `(${item})[]` : `${item}[]`;
      }
      case "map":
        return `Record<string, ${deepType(type.value)}>`;
      case "entity":
        return owner.draftName(type.ref);
      default:
        return typeText(type, file);
    }
  }

  function typeOf({ name, type: declared }: Field): string {
    const type = unwrapped(declared);
    if (deep.has(name)) return deepType(type);
    if (!fields.has(name)) return typeText(type, file);
    if (type.kind === "list" || type.kind === "set") return `${itemText(type.of, file)}[]`;
    return type.kind === "map" ? `Record<string, ${typeText(type.value, file)}>` : typeText(type, file);
  }

  function entitiesIn(declared: readonly Field[]): readonly Ref[] {
    const found = new Set<Ref>();
    const visit = (type: Type): void => {
      if (type.kind === "list" || type.kind === "set" || type.kind === "optional") visit(type.of);
      else if (type.kind === "map") visit(type.value);
      else if (type.kind === "entity" && !found.has(type.ref)) {
        found.add(type.ref);
        for (const field of entityOf(type.ref, lookup).fields) visit(field.type);
      }
    };
    for (const field of declared) visit(field.type);
    return [...found];
  }

  /** What a deep field keeps is all its own; of another one only the collection itself must be. */
  function owned(name: string, value: Expr, names: Names): Doc {
    const doc = expr(value, names);
    const type = unwrapped(value.type);
    if (!isComposite(type, lookup)) return doc;
    if (deep.has(name)) return [call(file.value("copyValue"), [doc]), " as ", deepType(type)];
    if (!isShared(value, names)) return doc;
    const readsMutable =
      value.kind !== "field" || value.target.kind !== "root" || value.target.root === owner.root;
    if (!fields.has(name))
      return readsMutable && readsState(value) ? call(file.value("copyValue"), [doc]) : doc;
    if (type.kind === "list" || type.kind === "set") return ["[...", doc, "]"];
    return type.kind === "map" ? ["{ ...", doc, " }"] : doc;
  }

  function readsState(value: Expr): boolean {
    return JSON.stringify(value).includes(`"root":"${owner.root}"`);
  }

  function assign(statement: AssignStatement | RemoveStatement, names: Names): readonly Doc[] {
    const { place } = statement;
    const declared = owner.fields.find(({ name }) => name === place.field);
    if (declared === undefined) throw new Error(`${owner.ref} has no field ${place.field}`);
    const before: Doc[] = [];
    const previous = recent;
    recent = undefined;
    // Down to what holds the last step.
    let target: Target = {
      object: "draft",
      name: place.field,
      type: declared.type,
      ...(owner.isConditional(declared) ? { conditional: true } : {}),
    };
    for (const [at, step] of place.path.entries()) {
      if (at === place.path.length - 1 && step.kind === "index") {
        return [...before, ...lastIndex(statement, step, target, names)];
      }
      const row = at === 0 && step.kind === "index" ? rowOf(place.field, step) : undefined;
      if (row !== undefined && previous?.row === row) target = previous.element;
      else target = descend(target, step, before, names);
      if (row !== undefined) recent = { row, element: target };
    }
    if (statement.kind === "remove") throw new Error("`remove` takes an element away");
    return [...before, ...change(statement, target, names)];
  }

  /** Assignments in a row to the same element share its variable, when nothing in between can mean another one. */
  function rowOf(field: string, { key }: Extract<PlaceStep, { readonly kind: "index" }>): string | undefined {
    return readsState(key) ? undefined : `${field} ${JSON.stringify(key)}`;
  }

  /** Statements on `target[key]`. */
  function lastIndex(
    statement: AssignStatement | RemoveStatement,
    step: Extract<PlaceStep, { readonly kind: "index" }>,
    target: Target,
    names: Names,
  ): readonly Doc[] {
    const collection = read(target);
    const key = expr(step.key, names);
    if (statement.kind === "remove") {
      return step.of === "map"
        ? [[call(file.value("removeFromMap"), [collection, key]), ";"]]
        : [[call(file.value("removeByKey"), [collection, keyField(target.type), key]), ";"]];
    }
    const name = statement.place.field;
    if (statement.op === "set") {
      const value = deep.has(name) ? owned(name, statement.value, names) : expr(statement.value, names);
      return step.of === "map"
        ? [[call(file.value("putInMap"), [collection, key, value]), ";"]]
        : [[call(file.value("upsertByKey"), [collection, keyField(target.type), value]), ";"]];
    }
    const found = element(target, step, names);
    if (step.of === "map" && statement.op in scalarOps) {
      const value = changed(statement, found, names);
      return [[call(file.value("putInMap"), [collection, key, value]), ";"]];
    }
    return changeIn(statement, found, unwrapped(elementType(target.type)), names);
  }

  function element(target: Target, step: Extract<PlaceStep, { readonly kind: "index" }>, names: Names): Doc {
    const key = expr(step.key, names);
    const found =
      step.of === "map"
        ? call(file.value("getFromMap"), [read(target), key])
        : call(file.value("atKey"), [read(target), keyField(target.type), key]);
    return call(file.runtime("present"), [found]);
  }

  function descend(target: Target, step: PlaceStep, before: Doc[], names: Names): Target {
    if (step.kind === "field") {
      const inner = unwrapped(target.type);
      if (inner.kind !== "entity") throw new Error(`a field of ${inner.kind} cannot be assigned`);
      const field = entityOf(inner.ref, lookup).fields.find(({ name }) => name === step.name);
      if (field === undefined) throw new Error(`${inner.ref} has no field ${step.name}`);
      return { object: read(target), name: step.name, type: field.type };
    }
    const type = elementType(target.type);
    const local = names.locals.local(`element:${String(++elements)}`, elementName(type));
    before.push(group("const ", local.declare, " = ", element(target, step, names), ";"));
    return { object: local.use(), type };
  }

  let elements = 0;
  let recent: { readonly row: string; readonly element: Target } | undefined;
  const forget = (): void => {
    recent = undefined;
  };

  function change(statement: AssignStatement, target: Target, names: Names): readonly Doc[] {
    const place = written(target);
    if (statement.op === "set") {
      const { value } = statement;
      if (target.type.kind === "optional" && (value.type.kind === "optional" || value.kind === "none")) {
        if (value.kind === "none") return [["delete ", place, ";"]];
        return [
          [
            call(file.runtime("setOptional"), [
              target.object,
              stringLiteral(target.name ?? ""),
              owned(statement.place.field, value, names),
            ]),
            ";",
          ],
        ];
      }
      return [group(place, " = ", owned(statement.place.field, value, names), ";")];
    }
    if (statement.op in scalarOps) return [group(place, " = ", changed(statement, read(target), names), ";")];
    return changeIn(statement, read(target), unwrapped(target.type), names);
  }

  /** A change of a collection, in place. */
  function changeIn(statement: AssignStatement, place: Doc, type: Type, names: Names): readonly Doc[] {
    const isDeep = deep.has(statement.place.field);
    const value =
      isDeep &&
      isComposite(statement.value.type, lookup) &&
      statement.op !== "remove" &&
      statement.op !== "delete"
        ? owned(statement.place.field, statement.value, names)
        : expr(statement.value, names);
    const item = type.kind === "list" || type.kind === "set" ? type.of : type;
    // Asked for where it is used only: it may be imported.
    const equal = (): readonly string[] => optional(equalOf(item, file));
    switch (statement.op) {
      case "append":
        return [[call(file.value("appendTo"), [place, value]), ";"]];
      case "remove":
        return [[call(file.value("removeFromList"), [place, value, ...equal()]), ";"]];
      case "add":
        return [[call(file.value("addToSet"), [place, value, ...equal()]), ";"]];
      case "delete":
        return [[call(file.value("removeFromSet"), [place, value, ...equal()]), ";"]];
      case "upsert":
        return [[call(file.value("upsertByKey"), [place, keyField(type), value]), ";"]];
      case "removeKey":
        return [[call(file.value("removeByKey"), [place, keyField(type), value]), ";"]];
      default:
        throw new Error(`${statement.op} is no change in place`);
    }
  }

  /** The new value of a scalar. */
  function changed(statement: AssignStatement, place: Doc, names: Names): Doc {
    const type = unwrapped(statement.place.type);
    // Arithmetic yields the base; what it is judged by is checked when the command runs.
    const taken = (value: Doc): Doc =>
      type.kind === "brand" ? [value, " as ", typeText(type, file)] : value;
    if (statement.op === "join") {
      const joined: Doc = [place, " + ", within(text(statement.value, names), level.unary)];
      return taken(type.kind === "brand" ? ["(", joined, ")"] : joined);
    }
    const value = expr(statement.value, names);
    const compute = scalarOps[statement.op]?.[statement.on ?? "int"];
    if (compute === undefined) throw new Error(`there is no ${statement.op} on ${statement.on ?? "int"}`);
    return taken(call(file.value(compute), [place, value]));
  }

  /** What the compiler of the model has proved to be there, and the type of the draft does not say. */
  function read(target: Target): Doc {
    const maybe = target.conditional === true || target.type.kind === "optional";
    return maybe ? call(file.runtime("present"), [written(target)]) : written(target);
  }

  function keyField(type: Type): string {
    const inner = unwrapped(type);
    if (inner.kind !== "list" || inner.of.kind !== "entity")
      throw new Error(`${inner.kind} is no keyed list`);
    return stringLiteral(entityOf(inner.of.ref, lookup).key.name);
  }

  function declares(body: readonly Statement[]): boolean {
    return body.some(
      (s) =>
        s.kind === "let" ||
        ((s.kind === "assign" || s.kind === "remove") &&
          s.place.path.slice(0, -1).some(({ kind }) => kind === "index")),
    );
  }

  return { mutable: fields, forget, entities, assign, owned, typeOf, deepType, declares };
}

/** Types of entities whose fields are written where they stand. */
export function entityDraftDocs(owner: DraftOwner, draft: Draft): readonly Doc[] {
  const { file } = owner;
  return draft.entities.map((ref) => {
    const members = entityOf(ref, file.symbols.lookup).fields.map((field) => {
      const maybe = field.type.kind === "optional" ? "?" : "";
      return `${propertyName(field.name)}${maybe}: ${draft.deepType(unwrapped(field.type))};`;
    });
    return [
      `/** {@link ${file.type(file.symbols.of("declared", ref))}}, while events are applied to it. */`,
      hardline,
      `interface ${owner.draftName(ref)} `,
      block(members),
    ];
  });
}

/** What is written: a member of an object, or a variable that holds an entity. */
interface Target {
  readonly object: Doc;
  readonly name?: string;
  readonly type: Type;
  /** It exists in some statuses only. */
  readonly conditional?: true;
}

function written({ object, name }: Target): Doc {
  return name === undefined ? object : [object, memberAccess(name)];
}

function elementType(type: Type): Type {
  const inner = unwrapped(type);
  if (inner.kind === "map") return inner.value;
  if (inner.kind === "list" || inner.kind === "set") return inner.of;
  throw new Error(`${inner.kind} has no elements`);
}

function elementName(type: Type): string {
  if (type.kind !== "entity" && type.kind !== "value") return "element";
  const name = type.ref.slice(type.ref.lastIndexOf(".") + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const scalarOps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  increase: { int: "addInt", decimal: "addDecimal", duration: "addDuration", instant: "addToInstant" },
  decrease: { int: "subInt", decimal: "subDecimal", duration: "subDuration", instant: "subFromInstant" },
  join: {},
};

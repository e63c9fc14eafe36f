/**
 * Names: what is declared where, and what a name in the source means. One `Names` is made per check, from all files; it
 * is plain lookups over their syntax trees; what it keeps beyond that goes by the trees, which do not change.
 */
import type { AstNode, Reference } from "langium";
import type * as ast from "../generated/ast.js";
import type { BuiltInRejection, ContextUse, Ref } from "../model/index.js";

/** The syntax that declares each kind of symbol. */
export interface SymbolNodes {
  brand: ast.IdDecl | ast.TypeDecl;
  /** An aggregate's `Status` is declared by its lifecycle. */
  enum: ast.EnumDecl | ast.Lifecycle;
  value: ast.ValueDecl;
  entity: ast.EntityDecl;
  role: ast.RoleDecl;
  function: ast.FunctionDecl | ast.ExternalFunctionDecl;
  externalCommand: ast.ExternalCommandDecl;
  aggregate: ast.AggregateDecl;
  event: ast.EventDecl;
  command: ast.CommandDecl;
  rejection: ast.RejectionDecl;
  projection: ast.ProjectionDecl;
  saga: ast.SagaDecl;
  policy: ast.PolicyDecl;
}

/** The kinds of symbols that a model declares. */
export type DeclaredKind = keyof SymbolNodes;
/** The kinds of symbols, those that the language brings included. */
export type SymbolKind = DeclaredKind | "builtInRejection";

interface Declared<K extends DeclaredKind> {
  readonly kind: K;
  readonly name: string;
  /** `Context.Name`, or `Context.Aggregate.Name` for what an aggregate declares. */
  readonly ref: Ref;
  /** The name of its context. */
  readonly context: string;
  /** Entities, events, commands, rejections and status enums: the aggregate they belong to. */
  readonly aggregate?: Ref;
  /** Marked `public`. What others may see besides is `Names.isVisible`. */
  readonly public: boolean;
  readonly node: SymbolNodes[K];
}

/** `NotFound` and the others that are declared nowhere; `ref` is the bare name. */
interface BuiltIn {
  readonly kind: "builtInRejection";
  readonly name: BuiltInRejection;
  readonly ref: Ref;
}

type ByKind = { readonly [K in DeclaredKind]: Declared<K> } & { readonly builtInRejection: BuiltIn };
/** The symbol of a kind. */
export type SymbolOf<K extends SymbolKind> = ByKind[K];
/** Something with a qualified name. */
export type ModelSymbol = SymbolOf<SymbolKind>;

/** A context, as a symbol. */
export interface ContextSymbol {
  readonly kind: "context";
  readonly name: string;
  /** Its files, in their order. */
  readonly files: readonly ast.Model[];
  /** The contexts it uses, without repetitions, in the order of their mention. */
  readonly uses: readonly UsedContext[];
  /**
   * What its `uses` name and no context is called, which has been reported: whatever it does not use may be meant by
   * that.
   */
  readonly unknownUses: ReadonlySet<string>;
}

/** A context that is used by another one, with the syntax that says so. */
export interface UsedContext {
  readonly context: string;
  readonly role: ContextUse["role"];
  readonly node: ast.UsedContext;
}

/** A part of a declaration, by the syntax that declares it: a field, parameter, enum member, status, step, local … */
export interface MemberTarget {
  readonly kind: "member";
  readonly node: ast.Named;
}

/** What one name in the source means. */
export type Target = ModelSymbol | ContextSymbol | MemberTarget;

/** Where a name is written: what it may mean depends on it. */
export interface Place {
  /** The name of the context. */
  readonly context: string;
  /** The aggregate around it. */
  readonly aggregate?: SymbolOf<"aggregate">;
}

/** The kinds that a type may name. */
export const typeKinds = ["brand", "enum", "value", "entity"] as const;
/** The kinds that can be sent. */
export const commandKinds = ["command", "externalCommand"] as const;

/** One name in the source. */
export type NameSegment = Reference;

/** By qualified name. */
export interface SymbolTable<S extends ModelSymbol> {
  get(ref: Ref): S | undefined;
  values(): Iterable<S>;
}

/** The names of a model: what each means at a place, and who names what. */
export interface Names {
  /** In the order of their names. */
  readonly contexts: ReadonlyMap<string, ContextSymbol>;
  /** Everything declared but roles, by qualified name, in the order of the files. Of two with one name, the first. */
  readonly symbols: SymbolTable<SymbolOf<DeclaredKind>>;
  /** Roles are apart from the others, so that `role Customer` may stand beside `aggregate Customer`. */
  readonly roles: SymbolTable<SymbolOf<"role">>;
  /** What each name in the source was found to mean: for definitions, references and renaming. */
  readonly resolutions: ReadonlyMap<NameSegment, Target>;

  /** The symbol with this qualified name, if it is of that kind. */
  get<K extends DeclaredKind>(kind: K, ref: Ref): SymbolOf<K> | undefined;
  /** The symbol that `node` declares; undefined for a second declaration of a name. */
  declaredBy(node: ast.Named): SymbolOf<DeclaredKind> | undefined;
  /** What an aggregate declares, in the order of the source. Without doubles. */
  membersOf(aggregate: Ref): readonly SymbolOf<DeclaredKind>[];
  /** Where `node` stands. */
  placeOf(node: AstNode): Place;

  /**
   * What `name` means at `from`, of one of `kinds`. Reports what is wrong with it, once, and answers undefined.
   * A bare name is one of the place's own aggregate, else of its context, else of the one aggregate in the context that has
   * it; `A.N` is of aggregate A or context A; `C.A.N` of aggregate A of context C. A hole (`$refText === ""`) is silent.
   */
  resolve<const K extends SymbolKind>(
    name: readonly NameSegment[],
    kinds: readonly K[],
    from: Place,
  ): SymbolOf<K> | undefined;

  /** As `resolve`, but silent, and nothing is recorded: whether a name would mean something. Only what is visible. */
  find<const K extends SymbolKind>(
    name: readonly string[],
    kinds: readonly K[],
    from: Place,
  ): SymbolOf<K> | undefined;

  /** As `find`, and records the meaning of every segment: for names that turn up in expressions. */
  take<const K extends SymbolKind>(
    name: readonly NameSegment[],
    kinds: readonly K[],
    from: Place,
  ): SymbolOf<K> | undefined;

  /**
   * A bare name that must be declared in `aggregate`, public or not: inside `Order "o1" { … }` of a scenario. Reports.
   */
  resolveIn<const K extends SymbolKind>(
    name: readonly NameSegment[],
    kinds: readonly K[],
    aggregate: SymbolOf<"aggregate">,
  ): SymbolOf<K> | undefined;

  /** Whether `symbol` may be named in `context`. */
  isVisible(symbol: ModelSymbol, context: string): boolean;

  /** Records what a name means: for members of expressions, which only the elaborator knows. */
  record(name: NameSegment, target: Target): void;
}

/**
 * The table of names: every name of a model becomes a name of TypeScript or of a file by the rows below.
 *
 * | scope | what is reserved | what happens |
 * |---|---|---|
 * | types, exports, locals | reserved words, also those of strict mode and modules, names of TypeScript's own types | `default` becomes `default_` |
 * | types, exports, locals | global objects that generated code uses, or whose hiding would confuse a reader | `Promise` becomes `Promise_` |
 * | types | names that a context's own files use or export (`Externals`), prefixes of generated functions (`readMoney`) | `Externals_` |
 * | exports of an aggregate's file | the names that each such file exports (`State`, `decide`), `then` (a module with a `then` cannot be awaited) | `State_` |
 * | queries: exports of a projection's file | the names that each such file exports or declares (`Row`, `definition`), `then` | `definition_` |
 * | types, exports, locals | parameters and variables of generated functions (`state`, `event`), which would hide them | `state_` |
 * | members | nothing: any name may be a member. `__proto__` would set the prototype and is refused | refused |
 * | files and folders | names of our own files (`index`, `types`), Windows devices (`con`, `nul`, `com1`), what differs by case only | `index_`, `con_`, `order-3f2a91c0` |
 *
 * The mapping appends one `_` to a name that, *without its trailing underscores*, is reserved: `default` becomes `default_` and
 * a model's own `default_` becomes `default__`. So no two names ever meet: each result has one origin. A reserved name thus
 * stands here without trailing underscores.
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Words that cannot be bound in a module. */
const words = list(`
  break case catch class const continue debugger default delete do else enum export extends false finally for function
  if import in instanceof new null return super switch this throw true try typeof var void while with
  implements interface let package private protected public static yield await arguments eval undefined
`);

/** Names that no type can have, or that would read as syntax where a declaration stands. */
const typeWords = list(`
  any unknown never object string number boolean symbol bigint
  as asserts async abstract declare infer is keyof module namespace of readonly satisfies type unique using
  constructor prototype __proto require exports
`);

/** Global objects, types and functions. */
const globals = list(`
  Array ArrayBuffer BigInt Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity Int8Array
  Int16Array Int32Array Intl Iterable Iterator Generator JSON Map Math NaN Number Object Promise PromiseLike Proxy
  RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint8Array Uint16Array
  Uint32Array WeakMap WeakRef WeakSet globalThis isFinite isNaN parseFloat parseInt console process structuredClone
  Buffer URL Awaited Capitalize Exclude Extract InstanceType Lowercase NonNullable Omit Parameters Partial Pick
  PropertyKey Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Required ReturnType ThisType Uncapitalize Uppercase
  ArrayLike AsyncIterable
`);

/** What generated files import from the runtime, so that no name of a model hides it. `v` is all of `@esdl/runtime/values`. */
const imported = list(`
  v AggregateDefinition BuiltInRejection Caller CommandContext CommandDefinition CommandLike Decision EventDefinition
  ExternalCommandContext EventLike EventMeta Module Registry Rejection RejectionLike UniqueDefinition runtimeContract Brand JsonValue Key Problem Reader
  Validated ValueError
`);

/** What a context's own files export besides the declarations of the model. */
const contextOwn = list("Externals AllExternals ExternalCommands Database then");

/** What every aggregate's file exports besides its events, commands, rejections and entities. */
const aggregateOwn = list(`
  State Status Event Command Rejection Input Id evolve decide decider initialState definition apply identityOf
`);

/** What every projection's file exports besides its queries, or declares. */
const projectionOwn = list("Row Key RowDraft definition computed fresh");

/** Parameters and variables of generated functions. */
const localOwn = list(`
  state event command context meta problems input data next row query old self it caller rejection reply mark members
  result events before after now newId externals key value draft given item allowed text changes args
`);

/** Names of generated functions are made of these and the name of a type. */
const prefixes = list("read check equal copy upcast downcast replace rename");

/** Files that each context's folder has, and folders beside the contexts' ones. */
const ownFiles = list(
  "index types tables module registry upcasters functions external-commands arbitraries schemas test src dist node_modules package",
);

/** Devices of Windows: no file may have such a name, whatever follows the first dot. */
const devices = [
  ...list("con prn aux nul conin$ conout$ clock$"),
  ...list("0 1 2 3 4 5 6 7 8 9").flatMap((digit) => [`com${digit}`, `lpt${digit}`]),
];

/** What the name of a generated function looks like: one of our prefixes, then anything that is not in lower case. */
export const generatedFunction = new RegExp(`^(?:${prefixes.join("|")})[A-Z0-9_]`, "u");

/** Per scope, without trailing underscores. */
export const reserved = {
  types: new Set([...words, ...typeWords, ...globals, ...imported, ...contextOwn, ...localOwn]),
  exports: new Set([
    ...words,
    ...typeWords,
    ...globals,
    ...imported,
    ...contextOwn,
    ...aggregateOwn,
    ...localOwn,
  ]),
  queries: new Set([
    ...words,
    ...typeWords,
    ...globals,
    ...imported,
    ...contextOwn,
    ...projectionOwn,
    ...localOwn,
  ]),
  locals: new Set([...words, ...globals, ...imported, ...contextOwn, ...aggregateOwn, ...localOwn]),
  files: new Set([...ownFiles, ...devices]),
} as const;

/** Whether Windows takes a file or folder of this name for a device: `con`, `NUL.txt`. */
export function isDevice(name: string): boolean {
  return deviceNames.has(name.toLowerCase().replace(/[. ].*$/u, ""));
}

const deviceNames: ReadonlySet<string> = new Set(devices);

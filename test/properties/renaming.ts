/** A model under other names: every name that it declares, its doc comments and its messages become hostile. */
import type { Source } from "@esdl/language";
import type { Documented, Model } from "@esdl/language/model";
import fc, { type Arbitrary } from "fast-check";

/** New names by the old ones; what is not in it keeps its name. */
export type Renames = ReadonlyMap<string, string>;

/** Names that are legal in a model, and mean something to JavaScript, TypeScript, the runtime, our output or a file system. */
const hostileNames: readonly string[] = [
  ..."constructor toString valueOf hasOwnProperty isPrototypeOf prototype arguments eval undefined NaN".split(
    " ",
  ),
  ..."then await async yield default class function var delete typeof void static super null package let_".split(
    " ",
  ),
  ..."Promise Object Array String Number Boolean Symbol Map Set Math JSON Date Error Proxy Reflect globalThis".split(
    " ",
  ),
  ..."State Event Command Rejection AnyState DraftState ParsedCommand Problem Brand Module Decision definition".split(
    " ",
  ),
  ..."evolve decide decider apply handle violations identityOf streamCategory accept reject refuse under draft".split(
    " ",
  ),
  ..."input problems members mark data context length name type_ call bind caller readText isPlainObject".split(
    " ",
  ),
  ..."Key Step Instance Input StateDraft StateV1 upcastV1 renameV1 react handle start atStart initialState inOne sends undo".split(
    " ",
  ),
  ..."sender instance event item reply rejection definitions concerned ifThere present copyValue HandledEvent Send".split(
    " ",
  ),
  ..."con CON aux prn nul com1 lpt1 __defineGetter__ __lookupSetter__ _ __ $ index types module schemas dist".split(
    " ",
  ),
].filter((name, at, all) => name !== "$" && all.indexOf(name) === at);

/** Text that ends comments, strings and templates of some target. */
const hostileDoc =
  "*/ alert(1) /* ` ${x} </script> {@link x} @param \u2028 \u202e '; DROP TABLE events; -- <!-- %0A::error::";
const hostileMessage = "*/ ` $x </script> '; DROP TABLE events; -- \\\\ \\\" \u2028 %0A::error::";

/** Words that the language gives a meaning; as names of a model they may mean both, so they stay. */
const languageWords = new Set(
  [
    "context uses id type enum value role function external command returns sample public private aggregate by lifecycle",
    "state entity get invariant unique else rejection event create any plain allow where in emit require let if for",
    "on remove snapshot every version rename add change adopt via upcast formerly retired becomes personal of saga start",
    "step after send undo all end policy projection index desc query order limit scenario given when then rejected",
    "nothing as update system anyone matches and or not true false none now newId status meta caller it old row self",
    "string int decimal bool uuid instant date duration json set map list min max size isEmpty first last filter",
    "count sum find contains sortBy distinct flatMap keys values has round abs div days hours minutes seconds name",
    "length trim lower upper startsWith endsWith split plusDays daysUntil occurredAt streamId correlationId causationId",
    "actor position roles completed then message to delete",
  ].flatMap((words) => words.split(" ")),
);

/** A way to rename what a model declares; no two names become one. */
export function renamesOf(model: Model, sources: readonly Source[]): Arbitrary<Renames> {
  const words = new Set(sources.flatMap(({ text }) => text.match(/[_a-zA-Z]\w*/gu) ?? []));
  const declared = [...new Set(declaredNames(model))].filter((name) => !languageWords.has(name));
  const free = hostileNames.filter((name) => !words.has(name) && !languageWords.has(name));
  const amount = Math.min(declared.length, free.length);
  return fc
    .tuple(
      fc.shuffledSubarray(declared, { minLength: amount, maxLength: amount }),
      fc.shuffledSubarray(free, { minLength: amount, maxLength: amount }),
    )
    .map(([from, to]) => new Map(from.map((name, at) => [name, to[at] ?? name])));
}

/** Without the names that every object of JavaScript has: what may be absent cannot have them. */
export function withoutInherited(renames: Renames): Renames {
  return new Map([...renames].filter(([, name]) => !(name in {})));
}

/** Every name in declarations of the model. */
function declaredNames(model: Model): readonly string[] {
  const names: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("nameSpan" in value) names.push((value as Documented).name);
    if ("statuses" in value && "edges" in value) names.push(...(value.statuses as readonly string[]));
    Object.values(value).forEach(walk);
  };
  walk(model);
  // The names of scenarios are texts.
  return names.filter((name) => /^[_a-zA-Z]\w*$/u.test(name));
}

const tokens =
  /(?<doc>\/\/\/[^\r\n]*)|(?<comment>\/\/[^\r\n]*|\/\*[^]*?\*\/)|(?<regex>matches\s*\/(?:\\.|[^/\\])+\/)|(?<text>"(?:\\.|[^"\\])*")|(?<word>[_a-zA-Z]\w*)/gu;

/** The sources with other names, and hostile text in each doc comment and each message of an invariant or rejection. */
export function renamedSources(sources: readonly Source[], renames: Renames): readonly Source[] {
  const name = (word: string): string => renames.get(word) ?? word;
  return sources.map(({ path, text }) => {
    const recent: [string, string] = ["", ""];
    const changed = text.replace(tokens, (token, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      if (groups["doc"] !== undefined) return `${token} ${hostileDoc}`;
      if (groups["text"] !== undefined) {
        if (recent[0] === "invariant") return `${token.slice(0, -1)} ${hostileMessage} \${1}"`;
        if (recent[0] !== "rejection") return token;
        const placed = token.replaceAll(/\{(\w+)\}/gu, (_, field: string) => `{${name(field)}}`);
        return `${placed.slice(0, -1)} ${hostileMessage}"`;
      }
      if (groups["word"] === undefined) return token;
      recent[0] = recent[1];
      recent[1] = token;
      return name(token);
    });
    return { path, text: changed };
  });
}

/** A JSON value under the new names: its members, and texts that are a name as a whole, as members of enums are. */
export function renamed(value: unknown, renames: Renames): unknown {
  if (typeof value === "string") return renames.get(value) ?? value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, renames));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [renames.get(name) ?? name, renamed(member, renames)]),
  );
}

/** A qualified name under the new names. */
export function renamedRef(ref: string, renames: Renames): string {
  return ref
    .split(".")
    .map((part) => renames.get(part) ?? part)
    .join(".");
}

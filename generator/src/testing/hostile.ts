/** Models whose names mean something to TypeScript, to JavaScript, to the runtime or to our own output. */

/** Words of TypeScript and JavaScript; globals; what generated files import, declare or use as variables; none that is inherited. */
export const hostileWords: readonly string[] = [
  ..."default class await yield function var return typeof delete new this super null void static async of".split(
    " ",
  ),
  ..."prototype arguments eval undefined NaN Infinity globalThis".split(" "),
  ..."Promise Object Array String Number Boolean Map Set Math JSON Date Error Symbol Record Readonly Partial".split(
    " ",
  ),
  ..."State Event Command Rejection AnyState Draft DraftState ParsedCommand Externals Module Brand Problem".split(
    " ",
  ),
  ..."evolve decide decider definition apply handle violations identityOf initialState streamCategory".split(
    " ",
  ),
  ..."state event command context meta problems input data draft given item allowed events result mark members".split(
    " ",
  ),
  ..."accept reject refuse under present contains addInt readText isPlainObject copyValue compareDecimal copy".split(
    " ",
  ),
  ..."string number boolean object any unknown never symbol bigint type interface enum public private readonly".split(
    " ",
  ),
];

const keywords: ReadonlySet<string> = new Set(
  "function delete of state event command context given any type enum public".split(" "),
);

/** One aggregate in which everything that can be named has this name, as far as the language lets it. */
function aggregateOf(word: string, at: number): string {
  // Words of the language itself may name members only.
  const free = keywords.has(word) ? `x${word}` : word;
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  // Events, commands, rejections and entities share their names: each word is one of them, in its turn.
  const kinds = ["Part", "Made", "Make", "Refused"].map((kind, turn) =>
    turn === at % 4 ? name : name + kind,
  );
  const [part = "", made = "", make = "", refused = ""] = kinds;
  return `
aggregate ${name}Thing${String(at)} by ${word}Id: Key {
  lifecycle ${free} -> done
  state {
    ${word}: int = 0
    list: ${part}[]
    when: instant in done
    get ${word}Sum: int = list.sum(${word}1 => ${word}1.${word}) + state.${word}
  }
  entity ${part} by id: string { ${word}: int
    version 2 { rename ${word}9 to ${word} } }
  invariant ${name}: state.${word} >= 0
  rejection ${refused} "{${word}}" { ${word}: int }
  event ${made} { ${word}: int, parts: ${part}[] }
  event ${name}Done { ${word}: Kind, ${word}5: ${part}?
    version 2 { change ${word} from int = if old.${word} > 0 then Kind.${word} else Kind.${word}  rename ${word}6 to ${word}5 }
    version 3 via external ${free}
    version 4 { adopt ${part} 2 }
  }
  retired event ${name}Gone { ${word}: int[]
    version 2 { add ${word} = [old.${word}7]  remove ${word}7: int }
  } becomes ${made}(${word}: ${word}8, parts: []) for ${word}8 in event.${word}
  create command ${make}(${word}: int, parts: ${part}[]) {
    let ${word}2 = command.${word} + 1
    require ${word}2 > 0 else ${refused}(${word}: ${word}2)
    for ${word}3 in parts { require ${word}3.${word} > 0 else ${refused}(${word}: ${word}3.${word}) }
    emit ${made}(${word}: command.${word}, parts)
  }
  command ${name}2(${word}: Kind = ${word}) in ${free} { emit ${name}Done(${word}: command.${word}) }
  on ${made} -> ${free} { state.${word} = event.${word}  list = event.parts }
  on ${name}Done -> done {
    let ${word}4 = meta.occurredAt
    when = ${word}4
  }
}
projection ${name}View${String(at)} by ${word}Id: Key {
  ${word}: int = 0
  list: ${name}Thing${String(at)}.${part}[]
  ${word}5: string?
  get ${word}Sum: int = row.${word} + 1
  index ${word} desc, ${word}5
  on ${name}Thing${String(at)}.${made} {
    row.${word} += event.${word}
    list = event.parts
    for ${word}6 in event.parts { row.list += ${word}6 }
  }
  on ${name}Thing${String(at)}.${name}Done update { row.${word}5 = if meta.occurredAt.date.daysUntil("2026-01-01") > 0 then "a" else "b" }
  query ${free}(${word}: int, ${word}7: string?) where row.${word} >= query.${word} and row.list.any(${word}8 => ${word}8.${word} > 0) order by row.${word}Sum desc limit query.${word}
}`;
}

/** A model in which each word names everything that it may name. */
export function hostileModel(words: readonly string[]): string {
  const unique = [...new Set(words)];
  const former = unique.map((word) => `rename ${word}0 to ${word}`).join(" ");
  const head = ["context Names", "id Key", `enum Kind { ${unique.join(", ")} version 2 { ${former} } }`];
  return [...head, ...unique.map(aggregateOf)].join("\n");
}

/** What every object of JavaScript has; `__proto__` no member may be called. */
export const inheritedNames: readonly string[] = Object.getOwnPropertyNames(Object.prototype).filter(
  (name) => name !== "__proto__",
);

/** Everything whose members become those of a type, each with a member of this name in every part that it can have. */
function inheriting(word: string, at: number): string {
  const n = String(at);
  return `
value Default${n} { ${word}: int = 0 other: string }
value Required${n} { ${word}: int get other: int = ${word} + 1 invariant Fine: ${word} >= 0 }
value Computed${n} { other: int get ${word}: int = other + 1 }
aggregate Identity${n} by ${word}: Key {
  state { other: int list: Part[] get some: bool = state.list.isEmpty }
  entity Part by ${word}: string { other: int = 0 }
  event Made { other: int list: Part[] }
  event Part_ { other: int }
  create command Make(other: int = 1, list: Part[]) { emit Made(other, list) }
  command Change(other: int = 1) { emit Part_(other: command.other) }
  on Made { other = event.other + 1 list = event.list }
  on Part_ { state.other += event.other }
}
aggregate Required_${n} by key: Key {
  lifecycle a -> b
  state { ${word}: int  list: Part[]  kept: Required${n}  map: map<string, int> }
  entity Part by id: string { ${word}: int }
  invariant Fine: state.${word} >= 0
  rejection No "no {${word}}" { ${word}: int }
  event Made { ${word}: int list: Part[] kept: Required${n} map: map<string, int> }
  event More { ${word}: Default${n} get other: int = ${word}.${word}
    version 2 { rename old1 to ${word} } }
  event Versioned { ${word}: int
    version 2 { change ${word} from string = 1 } }
  create command Make(${word}: int, list: Part[], kept: Required${n}, map: map<string, int>) {
    require command.${word} > 0 else No(${word}: command.${word})
    emit Made(${word}: command.${word}, list, kept, map) }
  command More_(${word}: Default${n}) in a { emit More(${word}: command.${word}) }
  command Again(${word}: int = 1) { emit Versioned(${word}: command.${word}) }
  on Made -> a { state.${word} = event.${word}  list = event.list  kept = event.kept  map = event.map }
  on More -> b { state.${word} += event.${word}.${word} }
  on Versioned {
    for part in list { if part.${word} > 0 { state.${word} = part.${word} } } }
}
aggregate Default_${n} by key: Key {
  state { ${word}: int = 0  other: int = 0  list: Part[] }
  entity Part by id: string { ${word}: int = 0  get other: int = ${word} + 1 }
  event Made { ${word}: int }
  event More { ${word}: Computed${n} }
  any command Make(${word}: int) { emit Made(${word}: command.${word}) }
  any command More_(${word}: Computed${n}) { emit More(${word}: command.${word}) }
  on Made { state.${word} = event.${word} list += Part(id: "a", ${word}: event.${word}) }
  on More { state.${word} += event.${word}.${word} }
}
aggregate Computed_${n} by key: Key {
  state { other: int get ${word}: int = state.other + 1 }
  event Made { other: int get ${word}: int = other + 1 }
  create command Make(other: int) { emit Made(other) }
  on Made { other = event.${word} }
}
projection KeyView${n} by ${word}: Key { other: int count: int = 0
  query some(${word}: int = 1) where row.count > query.${word}
  on Required_${n}.Made { other = event.${word} row.count += 1 } }
projection KeysView${n} by (${word}: Key, other: string) { count: int list: Required_${n}.Part[]
  on Required_${n}.Made for part in event.list by (event.key, part.id) { row.count = part.${word} }
  query every() order by row.count - 1 }
projection ComputedView${n} by key: Key { other: int = 0 get ${word}: int = row.other + 1
  on Required_${n}.Made { row.other += event.${word} }
  query every() order by row.${word} desc }
projection SortedView${n} by key: Key { other: int = 0
  on Required_${n}.Made { row.other += event.${word} }
  query every() order by row.other + 1 }`;
}

/** A model in which members of every kind have these names. */
export function inheritingModel(words: readonly string[]): string {
  return ["context Inherited", "id Key", ...words.map(inheriting)].join("\n");
}

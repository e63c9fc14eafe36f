/** Models whose names mean something to TypeScript, to JavaScript, to the runtime or to our own output. */

/** Words of TypeScript and JavaScript; globals; what generated files import, declare or use as variables. */
export const hostileWords: readonly string[] = [
  ..."default class await yield function var return typeof delete new this super null void static async of".split(
    " ",
  ),
  ..."constructor prototype toString hasOwnProperty arguments eval undefined NaN Infinity globalThis".split(
    " ",
  ),
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

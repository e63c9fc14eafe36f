/// Every word of the language as the name of something else.
//
// Exercises: all keywords are contextual (§1): each is a field of a value, a state, an event, a row and a saga, a
// parameter, an enum member, and is used bare in expressions, with a qualifier only where the page asks for one
// (the reserved words, and the names of the qualifiers themselves). Statuses, steps, locals, queries too.
context Keywords

id KeyId

enum Word {
  actor, add, adopt, after, aggregate, all, allow, and,
  any, as, becomes, by, change, command, completed, context,
  create, delete, desc, else, emit, end, entity, enum,
  event, every, external, false, for, formerly, from, function,
  get, given, id, if, in, index, invariant, let,
  lifecycle, limit, map, matches, none, not, nothing, now,
  of, on, or, order, personal, policy, projection, public,
  query, rejected, rejection, remove, rename, require, retired, returns,
  role, saga, sample, scenario, send, set, snapshot, start,
  state, step, then, to, true, type, undo, unique,
  update, uses, value, version, via, when, where,
}

/// What is not a keyword and still means something elsewhere.
enum Thing { it, old, meta, caller, row, reply, status, string, int, decimal, bool, uuid, instant, date, duration, json, min, max, newId, length, size }

value Words {
  actor: int = 0, add: int = 0, adopt: int = 0, after: int = 0, aggregate: int = 0, all: int = 0,
  allow: int = 0, and: int = 0, any: int = 0, as: int = 0, becomes: int = 0, by: int = 0,
  change: int = 0, command: int = 0, completed: int = 0, context: int = 0, create: int = 0, delete: int = 0,
  desc: int = 0, else: int = 0, emit: int = 0, end: int = 0, entity: int = 0, enum: int = 0,
  event: int = 0, every: int = 0, external: int = 0, false: int = 0, for: int = 0, formerly: int = 0,
  from: int = 0, function: int = 0, get: int = 0, given: int = 0, id: int = 0, if: int = 0,
  in: int = 0, index: int = 0, invariant: int = 0, let: int = 0, lifecycle: int = 0, limit: int = 0,
  map: int = 0, matches: int = 0, none: int = 0, not: int = 0, nothing: int = 0, now: int = 0,
  of: int = 0, on: int = 0, or: int = 0, order: int = 0, personal: int = 0, policy: int = 0,
  projection: int = 0, public: int = 0, query: int = 0, rejected: int = 0, rejection: int = 0, remove: int = 0,
  rename: int = 0, require: int = 0, retired: int = 0, returns: int = 0, role: int = 0, saga: int = 0,
  sample: int = 0, scenario: int = 0, send: int = 0, set: int = 0, snapshot: int = 0, start: int = 0,
  state: int = 0, step: int = 0, then: int = 0, to: int = 0, true: int = 0, type: int = 0,
  undo: int = 0, unique: int = 0, update: int = 0, uses: int = 0, value: int = 0, version: int = 0,
  via: int = 0, when: int = 0, where: int = 0
  word: Word = value
  thing: Thing = it

  get sum: int = actor + add + adopt + after + aggregate + all + allow + any + as + becomes + by + change
     + completed + context + create + delete + desc + emit + end + entity + enum + every + external
     + for + formerly + from + function + get + given + id + index + invariant + let + lifecycle
     + limit + map + nothing + of + on + order + personal + policy + projection + public + rejected
     + rejection + remove + rename + require + retired + returns + role + saga + sample + scenario
     + send + set + snapshot + start + step + to + type + undo + unique + update + uses + value
     + version + via + when + where

  invariant Few "No word is negative": every >= 0 and where >= 0 and set >= 0 and map >= 0 and from <= to + 1000000
}

function isOpen(word: Word): bool = word != all and word != Word.in and word != Word.none and not (word == end)
function count(in: Word[], all: Word[], of: int): int = all.count(every => every == from) + of

aggregate Key by key: KeyId {
  lifecycle start -> step -> end, start | step -> retired

  state {
    actor: int = 0, add: int = 0, adopt: int = 0, after: int = 0, aggregate: int = 0, all: int = 0,
    allow: int = 0, and: int = 0, any: int = 0, as: int = 0, becomes: int = 0, by: int = 0,
    change: int = 0, command: int = 0, completed: int = 0, context: int = 0, create: int = 0, delete: int = 0,
    desc: int = 0, else: int = 0, emit: int = 0, end: int = 0, entity: int = 0, enum: int = 0,
    event: int = 0, every: int = 0, external: int = 0, false: int = 0, for: int = 0, formerly: int = 0,
    from: int = 0, function: int = 0, get: int = 0, given: int = 0, id: int = 0, if: int = 0,
    in: int = 0, index: int = 0, invariant: int = 0, let: int = 0, lifecycle: int = 0, limit: int = 0,
    map: int = 0, matches: int = 0, none: int = 0, not: int = 0, nothing: int = 0, now: int = 0,
    of: int = 0, on: int = 0, or: int = 0, order: int = 0, personal: int = 0, policy: int = 0,
    projection: int = 0, public: int = 0, query: int = 0, rejected: int = 0, rejection: int = 0, remove: int = 0,
    rename: int = 0, require: int = 0, retired: int = 0, returns: int = 0, role: int = 0, saga: int = 0,
    sample: int = 0, scenario: int = 0, send: int = 0, set: int = 0, snapshot: int = 0, start: int = 0,
    state: int = 0, step: int = 0, then: int = 0, to: int = 0, true: int = 0, type: int = 0,
    undo: int = 0, unique: int = 0, update: int = 0, uses: int = 0, value: int = 0, version: int = 0,
    via: int = 0, when: int = 0, where: int = 0
    words: Words
    first: Word = create
    lists: map<Word, int>
    get bare: int = actor + add + adopt + after + aggregate + all + allow + any + as + becomes + by + change
       + completed + context + create + delete + desc + emit + end + entity + enum + every + external
       + for + formerly + from + function + get + given + id + index + invariant + let + lifecycle
       + limit + map + nothing + of + on + order + personal + policy + projection + public + rejected
       + rejection + remove + rename + require + retired + returns + role + saga + sample + scenario
       + send + set + snapshot + start + step + to + type + undo + unique + update + uses + value
       + version + via + when + where
    get qualified: int = state.if + state.then + state.else + state.and + state.or + state.not + state.in + state.matches
       + state.none + state.true + state.false + state.now + state.state + state.event + state.command
       + state.query
    only: int in step | end
    when2: instant? in end
  }

  rejection Not "{in} of {all}" { in: int, all: int }
  rejection For

  event Changed {
    actor: int, add: int, adopt: int, after: int, aggregate: int, all: int, allow: int, and: int,
    any: int, as: int, becomes: int, by: int, change: int, command: int, completed: int, context: int,
    create: int, delete: int, desc: int, else: int, emit: int, end: int, entity: int, enum: int,
    event: int, every: int, external: int, false: int, for: int, formerly: int, from: int, function: int,
    get: int, given: int, id: int, if: int, in: int, index: int, invariant: int, let: int,
    lifecycle: int, limit: int, map: int, matches: int, none: int, not: int, nothing: int, now: int,
    of: int, on: int, or: int, order: int, personal: int, policy: int, projection: int, public: int,
    query: int, rejected: int, rejection: int, remove: int, rename: int, require: int, retired: int, returns: int,
    role: int, saga: int, sample: int, scenario: int, send: int, set: int, snapshot: int, start: int,
    state: int, step: int, then: int, to: int, true: int, type: int, undo: int, unique: int,
    update: int, uses: int, value: int, version: int, via: int, when: int, where: int
  }
  event Made { value: Words, type: Word, in: Word?, for: Word[] }
  event Stepped { to: Word, on: instant }
  event Ended { by: string, if: bool }
  event Retired

  create command Make(value: Words, type: Word = enum, in: Word?, for: Word[]) {
    require value.all >= 0 and value.in >= 0 and value.none >= 0 else Not(in: value.in, all: value.all)
    emit Made(value, type, in: command.in, for)
  }
  command Change(
    actor: int = 0, add: int = 0, adopt: int = 0, after: int = 0, aggregate: int = 0, all: int = 0,
    allow: int = 0, and: int = 0, any: int = 0, as: int = 0, becomes: int = 0, by: int = 0,
    change: int = 0, command: int = 0, completed: int = 0, context: int = 0, create: int = 0, delete: int = 0,
    desc: int = 0, else: int = 0, emit: int = 0, end: int = 0, entity: int = 0, enum: int = 0,
    event: int = 0, every: int = 0, external: int = 0, false: int = 0, for: int = 0, formerly: int = 0,
    from: int = 0, function: int = 0, get: int = 0, given: int = 0, id: int = 0, if: int = 0,
    in: int = 0, index: int = 0, invariant: int = 0, let: int = 0, lifecycle: int = 0, limit: int = 0,
    map: int = 0, matches: int = 0, none: int = 0, not: int = 0, nothing: int = 0, now: int = 0,
    of: int = 0, on: int = 0, or: int = 0, order: int = 0, personal: int = 0, policy: int = 0,
    projection: int = 0, public: int = 0, query: int = 0, rejected: int = 0, rejection: int = 0, remove: int = 0,
    rename: int = 0, require: int = 0, retired: int = 0, returns: int = 0, role: int = 0, saga: int = 0,
    sample: int = 0, scenario: int = 0, send: int = 0, set: int = 0, snapshot: int = 0, start: int = 0,
    state: int = 0, step: int = 0, then: int = 0, to: int = 0, true: int = 0, type: int = 0,
    undo: int = 0, unique: int = 0, update: int = 0, uses: int = 0, value: int = 0, version: int = 0,
    via: int = 0, when: int = 0, where: int = 0
  ) in start | step allow system, anyone {
    let most = command.in + command.all - state.in
    if command.when < 0 or command.not < 0 {
      require command.if > 0 and command.else > 0 else For
    }
    emit Changed(
      actor: command.actor, add: command.add, adopt: command.adopt, after: command.after, aggregate: command.aggregate,
      all: command.all, allow: command.allow, and: command.and, any: command.any, as: command.as,
      becomes: command.becomes, by: command.by, change: command.change, command: command.command, completed: command.completed,
      context: command.context, create: command.create, delete: command.delete, desc: command.desc, else: command.else,
      emit: command.emit, end: command.end, entity: command.entity, enum: command.enum, event: command.event,
      every: command.every, external: command.external, false: command.false, for: command.for, formerly: command.formerly,
      from: command.from, function: command.function, get: command.get, given: command.given, id: command.id,
      if: command.if, in: command.in, index: command.index, invariant: command.invariant, let: command.let,
      lifecycle: command.lifecycle, limit: command.limit, map: command.map, matches: command.matches, none: command.none,
      not: command.not, nothing: command.nothing, now: command.now, of: command.of, on: command.on,
      or: command.or, order: command.order, personal: command.personal, policy: command.policy, projection: command.projection,
      public: command.public, query: command.query, rejected: command.rejected, rejection: command.rejection, remove: command.remove,
      rename: command.rename, require: command.require, retired: command.retired, returns: command.returns, role: command.role,
      saga: command.saga, sample: command.sample, scenario: command.scenario, send: command.send, set: command.set,
      snapshot: command.snapshot, start: command.start, state: command.state, step: command.step, then: command.then,
      to: command.to, true: command.true, type: command.type, undo: command.undo, unique: command.unique,
      update: command.update, uses: command.uses, value: command.value, version: command.version, via: command.via,
      when: command.when, where: command.where
    )
    if most > 10 { emit Retired() }
  }
  command Step(to: Word) in start {
    let all2 = [Word.in, Word.all, Word.every, Word.on]
    let every2 = all2.filter(each => each in [Word.when, Word.where, Word.if, Word.after])
    for step2 in every2 {
      require step2 != Word.after or command.to != Word.on else Not(in: 1, all: 2)
    }
    emit Stepped(to: command.to, on: now)
  }
  command End(by: string, if: bool) in step { emit Ended(by: command.by, if: command.if) }
  command Retire() in start | step { emit Retired() }

  on Made -> start {
    words = event.value
    first = event.in ?? event.type
    for each in event.for { lists[each] = (lists[each] ?? 0) + 1 }
  }
  on Changed {
    actor,
    add,
    adopt,
    after,
    aggregate,
    all,
    allow,
    state.and = event.and
    any,
    as
    becomes,
    by
    change
    state.command = event.command
    completed,
    context,
    create
    delete
    desc
    state.else = event.else
    emit = event.emit
    end,
    entity
    enum
    state.event = event.event
    every,
    external
    state.false = event.false
    for = event.for
    formerly
    from
    function
    get,
    given,
    id += event.id
    state.if = event.if
    state.in = event.in
    index,
    invariant,
    let = event.let
    lifecycle,
    limit,
    map += event.map
    state.matches = event.matches
    state.none = event.none
    state.not = event.not
    nothing,
    state.now = event.now
    of
    on
    state.or = event.or
    order,
    personal
    policy
    projection
    public
    state.query = event.query
    rejected
    rejection,
    remove = event.remove
    rename
    require = event.require
    retired,
    returns,
    role
    saga
    sample
    scenario
    send = event.send
    set += event.set
    snapshot
    start,
    state.state = event.state
    step
    state.then = event.then
    to
    state.true = event.true
    type += event.type
    undo = event.undo
    unique
    update
    uses
    value,
    version,
    via,
    when
    where,
  }
  on Stepped -> step {
    only = if event.to == Word.all or event.to == Word.in then 1 else event.on.date.daysUntil(event.on.date)
  }
  on Ended -> end { when2 = if event.if then meta.occurredAt else none }
  on Retired -> retired
}

projection Rows by (by: KeyId, type: Word) {
  actor: int = 0, add: int = 0, adopt: int = 0, after: int = 0, aggregate: int = 0, all: int = 0,
  allow: int = 0, and: int = 0, any: int = 0, as: int = 0, becomes: int = 0,
  change: int = 0, command: int = 0, completed: int = 0, context: int = 0, create: int = 0, delete: int = 0,
  desc: int = 0, else: int = 0, emit: int = 0, end: int = 0, entity: int = 0, enum: int = 0,
  event: int = 0, every: int = 0, external: int = 0, false: int = 0, for: int = 0, formerly: int = 0,
  from: int = 0, function: int = 0, get: int = 0, given: int = 0, id: int = 0, if: int = 0,
  in: int = 0, index: int = 0, invariant: int = 0, let: int = 0, lifecycle: int = 0, limit: int = 0,
  map: int = 0, matches: int = 0, none: int = 0, not: int = 0, nothing: int = 0, now: int = 0,
  of: int = 0, on: int = 0, or: int = 0, order: int = 0, personal: int = 0, policy: int = 0,
  projection: int = 0, public: int = 0, query: int = 0, rejected: int = 0, rejection: int = 0, remove: int = 0,
  rename: int = 0, require: int = 0, retired: int = 0, returns: int = 0, role: int = 0, saga: int = 0,
  sample: int = 0, scenario: int = 0, send: int = 0, set: int = 0, snapshot: int = 0, start: int = 0,
  state: int = 0, step: int = 0, then: int = 0, to: int = 0, true: int = 0,
  undo: int = 0, unique: int = 0, update: int = 0, uses: int = 0, value: int = 0, version: int = 0,
  via: int = 0, when: int = 0, where: int = 0
  get double: int = all + every + row.in + row.row2
  row2: int = 0
  index all desc, index, desc desc
  index where, by desc

  on Changed by (event.key, Word.all) update { all += event.all, row.in = event.in, set = event.set  row.query = event.query }
  on Made for of in event.for where of != Word.in by (event.key, of) { every += 1, map += event.value.map }
  on Retired by (event.key, Word.from) delete

  query all(from: int, limit: int, in: Word) where row.from >= query.from and type == query.in order by row.from desc, row.to limit query.limit
  query where(where: int) where row.where == query.where and not (row.not == 3)
  query on() order by on desc
}

saga Walk by key: KeyId {
  state { all: int = 0, in: int, of: Word[], after: instant? }
  start on Made -> on {
    state.in = event.value.in
    of = event.for
    after = meta.occurredAt
  }
  step on {
    on Stepped where all > 10 -> after { all -= 1 }
    on Stepped -> when { all += 1 }
    on Retired -> end
    after 1h -> end { let every = of.size  if every > 0 { send Retire(key) } }
  }
  step when {
    on Ended -> then
    on Retired -> end
  }
  step after { on Ended -> then, on Retired -> end }
  end then, end
}

scenario "words are names" for Key {
  given Made(value: Words(all: 1, in: 2, none: 3, true: 4), type: enum, in: none, for: [Word.in, Word.for])
  when Change(in: 1, all: 2, where: 3, every: 4, state: 5, command: 6)
  then Changed(in: 1, all: 2, where: 3, every: 4, state: 5, command: 6, version: 0)
  then state(in: 1, all: 2, status: start, every: 4)
}
scenario "and rows" {
  given Key "given" { Made(value: Words(map: 7), type: given, in: none, for: [when]) }
  when Step(key: "given", to: Word.then)
  when after 2h
  then Key "given" { Stepped(to: Word.then) }
  then Rows ("given", when) (every: 1, map: 7)
  then Rows ("given", Word.in) nothing
  then Walk "given" when
}

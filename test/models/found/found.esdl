/// Exercises what random models have found: each once, as small as it gets.
context Found

id Key
type Number = int
id Numbered = Number
enum Color { red, green }
type Label = string where it.length < 100
value Pair {
  left: int
  right: int?
  // Getters, invariants and events that read nothing of their own.
  get three: int = 3
}

aggregate Lists by key: Numbered {
  lifecycle open -> closed
  state {
    color: Color
    tags: string[]
    marks: map<string, int>[] personal = []
    total: decimal(2) = 0
    title: Label = "t"
    pair: Pair?
    get nothing: int = 7
    get first: Color = [Color.green].find(c => c != red) ?? green
    get joined: Color? = ([Color.red] + [color]).last
  }

  invariant Always "Nothing is asked": 1 < 2
  rejection Never { by: Color }

  event Opened {
    color: Color
    tags: string[]
    get most: string? = tags.max
    get more: string = most ?? "none"
    invariant Some "It is something": more != "never"
  }
  event Noted { text: string, times: int[] where it.size >= 0 }
  event Closed

  create command Open(color: Color, tags: string[], unread: int, text: string) {
    // What nobody reads is worked out all the same where that may fail, and uses nothing where it cannot.
    let dropped = text
    let doubled = unread + unread
    let either = [unread].first ?? 1
    let both = text.startsWith("a") or text.endsWith("b")
    emit Opened(color, tags)
  }
  command Note(text: string, times: int[]) in open {
    let asked = caller.id
    require [Color.red, Color.green].contains(color) else Never(by: [color].first ?? red)
    emit Noted(text, times)
  }
  command Close() in open { emit Closed() }

  on Opened -> open {
    color
    tags = event.tags + [event.more]
    title += if event.most != none then "!" else "?"
  }
  on Noted {
    title += event.text
    for time in event.times {
      let rest = time * 1.25 % 0.5
      total += rest
    }
  }
  on Closed -> closed
}

/// Its events are all created with, and one reads what it has written.
aggregate Twice by key: Key {
  state { count: int, list: string[] }
  event Begun { count: int }
  event Copied { count: int }
  create command Begin(count: int) { emit Begun(count) }
  create command Copy(count: int) { emit Copied(count) }
  on Begun { count }
  on Copied {
    count
    for each in list { state.count += each.length }
  }
}

/// Nothing that happens to it changes it.
aggregate Still by key: bool {
  state { count: int = 0 }
  event Begun
  event Noticed { at: instant }
  create command Begin() { emit Begun() }
  command Notice() { emit Noticed(at: now) }
  on Begun
  on Noticed {
    let late = event.at > meta.occurredAt or event.at < meta.occurredAt
    let later = event.at + 1h
  }
}

scenario "getters of events are worked out where it is applied" for Lists {
  when Open(color: red, tags: ["a", "b"], unread: 1, text: "t")
  then Opened(color: red)
  then state(tags: ["a", "b", "b"], title: "t!")
}
scenario "a getter of an event decides whether it may be" for Lists {
  when Open(color: red, tags: ["never"], unread: 1, text: "t")
  then rejected InvariantViolated
}
scenario "decimals leave a rest" for Lists {
  given Opened(color: red, tags: [])
  when Note(text: "", times: [1, 2])
  then state(total: 0.25, title: "t?")
}

/// Messages say what has no text of its own: JSON, lists, values, also absent ones.
aggregate Sayings by sayingId: Key {
  state { said: int = 0 }
  rejection Not "Not {any}, {maybe}, {list}, {maybeList}, {pair}, {maybePair}, {color}, {maybeColor}" {
    any: json
    maybe: json?
    list: string[]
    maybeList: int[]?
    pair: Pair
    maybePair: Pair?
    color: Color
    maybeColor: Color?
  }
  event Said
  any command Say(any: json, maybe: json?, list: string[], pair: Pair, maybePair: Pair?, color: Color, maybeColor: Color?) {
    require said > 100 else Not(any, maybe, list, maybeList: none, pair, maybePair, color, maybeColor)
    emit Said()
  }
  on Said { said += 1 }
}

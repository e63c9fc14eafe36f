/// Events, values, enums and sagas that have changed, in all the ways there are.
//
// Exercises: every step of `version` clauses (`add` with and without a value, `remove`, `rename`, `change … from`,
// `adopt`) on events, values and entities; `rename` and `remove … as` on an enum; `old` and `meta` in them; types that
// mean what they were; an adopted value inside an adopted value; `via external`; several former names; retired events
// that become one, many, several, nothing; a saga's clauses; scenarios that give every old version.
context History

id DocId
id AuthorId
type Title = string where it.length >= 1

/// What a document is.
enum Kind {
  /// A letter.
  letter
  memo, report
  version 2 { rename note to memo, remove fax as letter }
  version 3 {
    rename paper to report
  }
}

value Author {
  id: AuthorId
  name: string
  mail: string?
  role: string = "writer"

  version 2 { rename fullName to name }
  version 3 {
    add mail
    add role = if old.name == "root" then "admin" else "writer"
  }
}
/// Holds an author, so it has a version wherever that one's changes matter.
value Signature {
  author: Author
  at: instant
  valid: bool = true

  version 2 { adopt Author 2 }
  version 3 { adopt Author 3, add valid = true }
}

aggregate Doc by docId: DocId {
  lifecycle draft -> signed -> archived, draft -> archived

  state {
    title: Title
    kind: Kind
    pages: Page[]
    author: Author
    tags: string[]
    signatures: Signature[]
    views: int = 0
    size: decimal = 0
    archivedAt: instant in archived
  }

  entity Page by number: int {
    text: string
    words: int = 0
    version 2 { add words = old.text.split(" ").size }
  }

  event DocWritten formerly DocCreated, PaperWritten {
    title: Title
    kind: Kind
    pages: Page[]
    author: Author
    size: decimal
    writtenAt: instant

    /// Text became pages.
    version 2 {
      remove text: string
      add pages = [Page(number: 1, text: old.text)]
    }
    version 3 { rename name to title, change size from int = old.size * 1.0 }
    version 4 {
      adopt Page 2
      add author = Author(id: old.by, fullName: "unknown")
      remove by: AuthorId
    }
    version 5 { adopt Author 2 }
    version 6 {
      adopt Author 3
      add writtenAt = meta.occurredAt
    }
  }
  event Tagged { tag: string, weight: int
    version 2 { change weight from string = if old.weight == "heavy" then 10 else 1 }
  }
  event Signed {
    signature: Signature
    version 2 { adopt Signature 2 }
    version 3 { adopt Signature 3 }
  }
  event Viewed { by: AuthorId?, seconds: int
    version 2 via external
    version 3 via external viewedInSeconds
    version 4 { add by }
  }
  public event Archived { reason: string, kind: Kind
    version 2 { add reason = "none given", add kind = letter }
  }

  retired event TagsAdded { tags: string[], heavy: bool } becomes Tagged(tag: t, weight: if heavy then 10 else 1) for t in tags
  retired event SignedAndArchived {
    signature: Signature
    version 2 { adopt Signature 2 }
    version 3 { adopt Signature 3 }
  } becomes Signed(signature), Archived(reason: "signed", kind: report)
  retired event Printed { pages: int } becomes nothing

  create command Write(title: Title, kind: Kind = memo, pages: Page[], author: Author) {
    emit DocWritten(title, kind, pages, author, size: pages.sum(p => p.text.length), writtenAt: now)
  }
  command Tag(tag: string, weight: int = 1) in draft { emit Tagged(tag, weight) }
  command Sign(by: Author) in draft { emit Signed(signature: Signature(author: by, at: now)) }
  command View(by: AuthorId?) { emit Viewed(by, seconds: 1) }
  command Archive(reason: string) in draft | signed { emit Archived(reason, kind) }

  on DocWritten -> draft { title, kind, pages, author, size }
  on Tagged { tags += event.tag }
  on Signed -> signed { signatures += event.signature }
  on Viewed { views += 1 }
  on Archived -> archived {
    archivedAt = meta.occurredAt
  }
}

saga Filing by docId: DocId {
  state { title: Title, retries: int = 0, kind: Kind, note: string? }
  version 2 {
    add retries = 0
    rename step open to waiting
    remove step checking as waiting
  }
  version 3 { rename heading to title, add note, remove old: int }

  start on DocWritten -> waiting { title, kind }
  step waiting {
    on Archived -> filed
    on Signed -> waiting { retries += 1 }
    on rejected Archive -> filed
    after 30d { send Archive(docId, reason: "old: " + title) }
  }
  end filed
}

projection Kinds by kind: Kind {
  docs: int = 0
  words: int = 0
  on DocWritten by event.kind {
    docs += 1
    words += event.pages.sum(p => p.words)
  }
}

scenario "documents of the first release" {
  given Doc "d" {
    DocWritten version 1 (name: "Hello", kind: letter, text: "one two", size: 7, by: "ann")
    TagsAdded(tags: ["a", "b"], heavy: true)
    Printed(pages: 3)
  }
  when Tag(docId: "d", tag: "c")
  then Doc "d" { Tagged(tag: "c", weight: 1) }
  then Kinds "letter" (docs: 1, words: 2)
}
scenario "and of the fourth" for Doc {
  given DocWritten version 4 (title: "Hello", kind: memo, pages: [], author: Author(id: "ann", fullName: "Ann"), size: 0)
  when Archive(reason: "x")
  then Archived(reason: "x", kind: memo)
  then state(status: archived, author: Author(id: "ann", name: "Ann"))
}

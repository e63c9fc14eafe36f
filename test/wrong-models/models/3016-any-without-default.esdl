context Library

id BookId
id ReaderId
role Librarian
role Reader

aggregate Book by bookId: BookId {
  state { title: string, seen: int = 0 }
  event Seen
  any command See() { emit Seen() } // ! ESDL3016 title has no default
  on Seen {
    title = "?"
    seen += 1
  }
}

context Library

id BookId
type Name = string personal

aggregate Book by bookId: BookId {
  event Added { title: string }
  event Lent { reader: string personal, helpers: Name[], shelf: string }

  create command Add(title: string) { emit Added(title) }
  command Lend(reader: string personal, helpers: Name[], shelf: string) { emit Lent(reader, helpers, shelf) }

  on Added
  on Lent
}

projection Readers by (title: string, reader: string) {
  lent: int = 0
  on Lent by (event.shelf, event.reader.trim()) { lent += 1 } // ! ESDL5005 The key of Readers holds personal data: reader
}

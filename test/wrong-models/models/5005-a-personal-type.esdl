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

projection Helpers by name: Name { // ! ESDL5005 name
  lent: int = 0
  on Lent for helper in event.helpers by helper { lent += 1 }
}

context Library

id BookId
id ReaderId
role Librarian
role Reader

aggregate Book by bookId: BookId {
  lifecycle shelved -> lent -> shelved, shelved -> lost

  state {
    title: string
    reader: ReaderId in lent
  }

  rejection NotYours "Another reader has it"

  event Added { title: string }
  event Lent { reader: ReaderId }
  event Returned
  event Lost // ! ESDL3001 Lost has no `on`

  create command Add(title: string) allow Librarian { emit Added(title) }
  command Lend(reader: ReaderId) in shelved { emit Lent(reader) }
  command Return(reader: ReaderId) in lent {
    require command.reader == state.reader else NotYours
    emit Returned()
  }
  command Lose() in shelved { emit Lost() }

  on Added -> shelved { title }
  on Lent -> lent { reader }
  on Returned -> shelved
}
// fix: Add `on Lost` leaves ESDL3007

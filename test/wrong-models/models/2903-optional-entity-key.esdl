context Library

id BookId
id ReaderId
role Librarian
role Reader

aggregate Book by bookId: BookId {
  state { pages: Page[] }
  entity Page by number: int? { text: string } // ! ESDL2903 number
  event Added
  create command Add() { emit Added() }
  on Added
}

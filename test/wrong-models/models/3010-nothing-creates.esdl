context Library

id BookId
id ReaderId
role Librarian
role Reader

aggregate Book by bookId: BookId { // ! ESDL3010 Book
  event Lost
  command Lose() { emit Lost() }
  on Lost
}

/// Books, and who has them.
context Library

id BookId
id MemberId
type Isbn = string where it matches /^97[89][0-9]{10}$/

role Librarian
role Member

/// One copy of a book.
aggregate Book by bookId: BookId {
  lifecycle available -> lent -> available

  state {
    isbn: Isbn
    title: string
    timesLent: int = 0
    borrower: MemberId in lent
  }

  rejection NotTheBorrower "Only the one who borrowed {title} can bring it back" { title: string }

  event BookAdded { isbn: Isbn, title: string }
  event BookLent { member: MemberId }
  event BookReturned

  create command AddBook(isbn: Isbn, title: string where it.length >= 1) allow Librarian {
    emit BookAdded(isbn, title)
  }

  command LendBook(member: MemberId) in available
    allow Member where caller.id == member, Librarian {
    emit BookLent(member)
  }

  command ReturnBook(member: MemberId) in lent allow Member where caller.id == member, Librarian {
    require member == borrower else NotTheBorrower(title)
    emit BookReturned()
  }

  on BookAdded -> available { isbn, title }
  on BookLent -> lent {
    borrower = event.member
    timesLent += 1
  }
  on BookReturned -> available
}

scenario "a lent book cannot be lent again" for Book {
  given
    BookAdded(isbn: "9780131103627", title: "The C Programming Language"),
    BookLent(member: "alice")
  when LendBook(member: "bob") as Librarian
  then rejected NotAllowed
}

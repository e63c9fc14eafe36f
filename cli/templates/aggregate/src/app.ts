// A first run: commands against a book that is stored in SQLite. Start it twice and look at the versions.
import { createApp } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import { Book, BookId, library, MemberId } from "#domain/library";
import { randomUUID } from "node:crypto";

const app = await createApp({ modules: [library], store: sqlite("library.db") });
const librarian = { id: "desk", roles: ["Librarian"] };
const bookId = BookId("5f0c2c1e-7a0b-4f0e-9d0a-0c7c7d6f3a11");
const member = MemberId(randomUUID());

const commands = [
  Book.AddBook({ bookId, isbn: "9780131103627", title: "The C Programming Language" }),
  Book.LendBook({ bookId, member }),
  Book.LendBook({ bookId, member: MemberId(randomUUID()) }),
  Book.ReturnBook({ bookId, member }),
];
for (const command of commands) {
  const done = await app.execute(command, { caller: librarian });
  console.log(
    done.ok ? `${command.type}: done` : `${command.type}: ${done.rejection.type}. ${done.rejection.message}`,
  );
}

console.log("\nWhat happened to the book:");
for (const event of await app.history(Book, bookId)) {
  console.log(`  ${event.version}  ${event.meta.occurredAt}  ${event.type} ${JSON.stringify(event.data)}`);
}
await app.close();

import { createApp, memory } from "@esdl/runtime";
import { Book, BookId, library, MemberId } from "#domain/library";
import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";

const bookId = BookId(randomUUID());
const alice = MemberId(randomUUID());
const librarian = { id: "desk", roles: ["Librarian"] };

it("lends a book to one member at a time", async () => {
  const app = await createApp({ modules: [library], store: memory() });
  await app.execute(Book.AddBook({ bookId, isbn: "9780131103627", title: "K&R" }), { caller: librarian });

  const first = await app.execute(Book.LendBook({ bookId, member: alice }), {
    caller: { id: alice, roles: ["Member"] },
  });
  const second = await app.execute(Book.LendBook({ bookId, member: MemberId(randomUUID()) }), {
    caller: librarian,
  });

  expect(first.ok).toBe(true);
  expect(second.ok ? "lent twice" : second.rejection.type).toBe("NotAllowed");
  await app.close();
});

it("refuses an impossible ISBN and says where it is", async () => {
  const app = await createApp({ modules: [library], store: memory() });
  const done = await app.execute(Book.AddBook({ bookId, isbn: "12", title: "?" }), { caller: librarian });

  expect(done.ok).toBe(false);
  if (!done.ok && done.rejection.type === "Invalid") {
    expect(done.rejection.data.problems.map((problem) => problem.path)).toEqual(["/isbn"]);
  }
  await app.close();
});

// The releases, oldest first. In a project of your own these are tags of a repository, and the folders are what git keeps.

export interface Release {
  readonly name: string;
  /** Its model, its lock and its configuration, from the folder of the example. */
  readonly folder: string;
  readonly summary: string;
}

const kept = (name: string, summary: string): Release => ({ name, folder: `history/${name}`, summary });

export const releases: readonly Release[] = [
  kept("1.0", "The first release: amounts in cents, a sign, several tags in one event."),
  kept(
    "1.1",
    "An optional field, which needs no clause. A new event; what it replaces is deprecated before it goes.",
  ),
  kept(
    "2.0",
    "Cents become money, by a step with an expression. The event gets another name, and keeps the old one readable. Two events are retired: one becomes several, one becomes nothing. The saga's state takes the same step.",
  ),
  kept("3.0", "A boolean becomes an enum. The command that takes cents is deprecated."),
  kept(
    "4.0",
    "A field is renamed, one is added with a default, one is narrowed to what looks like a file name. A member of an enum and a step of the saga get other names.",
  ),
  {
    name: "today",
    folder: ".",
    summary:
      "A value embedded in events and in the saga's state gets a required field. An enum grows. A projection goes, another one comes.",
  },
];

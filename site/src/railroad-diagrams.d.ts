/** As much as is used here of a library that comes without types. */
declare module "railroad-diagrams" {
  export interface Item {
    toString(): string;
  }
  const library: {
    readonly Diagram: (...items: readonly Item[]) => Item;
    readonly Sequence: (...items: readonly Item[]) => Item;
    /** @param normal Which of the items stands on the straight line. */
    readonly Choice: (normal: number, ...items: readonly Item[]) => Item;
    readonly Optional: (item: Item) => Item;
    readonly OneOrMore: (item: Item, separator?: Item) => Item;
    readonly ZeroOrMore: (item: Item, separator?: Item) => Item;
    readonly Terminal: (text: string) => Item;
    readonly NonTerminal: (text: string) => Item;
    readonly Skip: () => Item;
  };
  export default library;
}

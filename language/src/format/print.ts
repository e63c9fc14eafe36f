/**
 * The printer: sets items on lines no longer than `width`. A group stays on its line if it fits there and nothing in it
 * needs a line of its own; otherwise its gaps are line breaks. Groups are decided from the outside in, in one pass.
 */
import { isAligned, type Item } from "./items.js";

export const width = 110;

/** A range of items that is broken or not. Indices are inclusive. */
export interface Group {
  readonly start: number;
  readonly end: number;
  /** What is one step further in where the group is broken. */
  readonly from: number;
  readonly to: number;
  /** Decided whatever is in it. */
  readonly broken?: boolean;
}

/** What stands before an item. */
export type Gap =
  | { readonly kind: "text"; readonly text: string }
  /** A line break; `further`: the line goes on with what is above it. */
  | { readonly kind: "hard"; readonly blank: boolean; readonly further: boolean }
  /** A line break if its group is broken; `first`: that of its first line break, where the source says so. */
  | {
      readonly kind: "line";
      readonly group: Group;
      readonly flat: string;
      readonly blank: boolean;
      readonly forced: boolean;
    }
  /** A line break where what follows up to `until` has no room, and where the source has one if `kept`. */
  | {
      readonly kind: "fill";
      readonly until: number | undefined;
      readonly kept: boolean;
      readonly unless: Group | undefined;
    };

/** A comma behind an item. */
export type Comma = "always" | { readonly group: Group; readonly when: "broken" | "flat" };

export interface Layout {
  readonly items: readonly Item[];
  readonly gaps: readonly Gap[];
  readonly commas: ReadonlyMap<number, Comma>;
  /** Outer ones first. */
  readonly groups: readonly Group[];
}

/** One item as it stands in the output, with what is before it: blanks, line breaks and the comma of the last item. */
export interface Piece {
  readonly item: Item;
  readonly before: string;
  readonly text: string;
}

export function print(layout: Layout): Piece[] {
  return new Printer(layout).run();
}

const isBreakable = (gap: Gap): boolean => gap.kind !== "text";
const needsLine = (gap: Gap): boolean =>
  gap.kind === "hard" || (gap.kind === "line" && gap.forced) || (gap.kind === "fill" && gap.kept);

class Printer {
  private readonly layout: Layout;
  /** Sums up to and without an item, all on one line. */
  private readonly widths: number[] = [0];
  private readonly needs: number[] = [0];
  /** The first item from here on that a line may break before. */
  private readonly breakable: number[] = [];
  private readonly starting = new Map<number, Group[]>();
  private readonly open: { readonly group: Group; readonly broken: boolean; readonly flat: boolean }[] = [];
  private readonly broken = new Set<Group>();
  private readonly clauses: number[] = [];
  private column = 0;
  /** Where the only word of the line begins. */
  private only: number | undefined;
  private hasWord = false;

  constructor(layout: Layout) {
    this.layout = layout;
    const { items, gaps, commas, groups } = layout;
    items.forEach((item, index) => {
      const gap = gaps[index];
      const comma = commas.get(index);
      const isComma = comma !== undefined && (comma === "always" || comma.when === "flat");
      const flat = gap === undefined ? 0 : flatText(gap).length;
      this.widths.push((this.widths[index] ?? 0) + flat + item.text.length + (isComma ? 1 : 0));
      const lines = (gap !== undefined && needsLine(gap) ? 1 : 0) + (item.text.includes("\n") ? 1 : 0);
      this.needs.push((this.needs[index] ?? 0) + lines);
    });
    let next = items.length;
    for (let index = items.length - 1; index >= 0; index--) {
      const gap = gaps[index];
      if (gap !== undefined && isBreakable(gap)) next = index;
      this.breakable[index] = next;
    }
    for (const group of groups) {
      const known = this.starting.get(group.start);
      if (known === undefined) this.starting.set(group.start, [group]);
      else known.push(group);
    }
  }

  run(): Piece[] {
    const { items, gaps, commas } = this.layout;
    return items.map((item, index) => {
      while ((this.open.at(-1)?.group.end ?? index) < index) this.open.pop();
      while ((this.clauses.at(-1) ?? index) < index) this.clauses.pop();
      const comma = commas.get(index - 1);
      const mark = comma !== undefined && this.isCommaShown(comma) ? "," : "";
      this.column += mark.length;
      const gap = index === 0 ? undefined : gaps[index];
      const blanks = gap === undefined ? "" : this.blanks(gap, index);
      const break_ = blanks.lastIndexOf("\n");
      this.column = break_ < 0 ? this.column + blanks.length : blanks.length - break_ - 1;
      for (const group of this.starting.get(index) ?? []) this.enter(group, index);
      if (break_ >= 0) this.hasWord = false;
      if (item.kind === "word") {
        this.only = this.hasWord ? undefined : this.column;
        this.hasWord = true;
      }
      const text = this.text(item, index);
      const last = text.lastIndexOf("\n");
      this.column = last < 0 ? this.column + text.length : text.length - last - 1;
      return { item, before: mark + blanks, text };
    });
  }

  private isCommaShown(comma: Comma): boolean {
    return comma === "always" || this.broken.has(comma.group) === (comma.when === "broken");
  }

  private get isFlat(): boolean {
    return this.open.at(-1)?.flat === true;
  }

  private enter(group: Group, index: number): void {
    const needed = (this.needs[group.end + 1] ?? 0) - (this.needs[index + 1] ?? 0) > 0;
    const broken = !this.isFlat && (group.broken ?? (needed || !this.fits(index, group.end, index)));
    if (broken) this.broken.add(group);
    this.open.push({ group, broken, flat: this.isFlat || !(broken || group.broken === false) });
  }

  /** Whether the items up to `end`, and what cannot be parted from them, have room from here; `from` without its gap. */
  private fits(from: number, end: number, gapless: number | undefined): boolean {
    const stop = this.breakable[end + 1] ?? this.layout.items.length;
    const gap = this.layout.gaps[from];
    const less = gapless === undefined || gap === undefined ? 0 : flatText(gap).length;
    return this.column + (this.widths[stop] ?? 0) - (this.widths[from] ?? 0) - less <= width;
  }

  private blanks(gap: Gap, index: number): string {
    switch (gap.kind) {
      case "text":
        return gap.text;
      case "hard":
        return this.newline(index, gap.blank, gap.further);
      case "line":
        return this.broken.has(gap.group) ? this.newline(index, gap.blank, false) : gap.flat;
      case "fill": {
        const kept = gap.kept && (gap.unless === undefined || !this.broken.has(gap.unless));
        const end = gap.until ?? (this.breakable[index + 1] ?? this.layout.items.length) - 1;
        if (!kept && (this.isFlat || this.fits(index, end, undefined))) return " ";
        const blanks = this.newline(index, false, true);
        this.clauses.push(end);
        return blanks;
      }
    }
  }

  private newline(index: number, blank: boolean, further: boolean): string {
    const indent = this.indent(index, further);
    // A word that is alone on its line is a name, where it may be one, unless what follows stands further to the right.
    const needed = further && this.hasWord && this.only !== undefined ? this.only + 1 : 0;
    return `${blank ? "\n\n" : "\n"}${indent.padEnd(needed)}`;
  }

  private indent(index: number, further: boolean): string {
    const groups = this.open.filter(
      ({ group, broken }) => broken && group.from <= index && index <= group.to,
    );
    return "  ".repeat(groups.length + this.clauses.length + (further ? 1 : 0));
  }

  private text(item: Item, index: number): string {
    if (!item.text.includes("\n") || !isAligned(item)) return item.text;
    return item.text.replaceAll("\n", `\n${this.indent(index, false)}`);
  }
}

function flatText(gap: Gap): string {
  if (gap.kind === "text") return gap.text;
  return gap.kind === "line" ? gap.flat : gap.kind === "fill" ? " " : "";
}

/** What every check is given. */
import type { AstNode } from "langium";
import type { Location, Locator } from "../diagnostics/locate.js";
import type { Report } from "../diagnostics/report.js";
import type { Declarations } from "../declarations/declarations.js";
import type { Field, Lifecycle, Span } from "../model/index.js";

/** A part of the model that knows where it stands. */
export interface Placed {
  readonly span: Span;
  readonly nameSpan?: Span;
}

export interface CheckContext {
  readonly report: Report;
  readonly declarations: Declarations;
  readonly requireAllow: boolean;
  readonly locate: Locator;
  /** What a part was made from; for fixes. */
  node(part: Placed): AstNode | undefined;
  /** A constant that a fix can give a field as its default. */
  defaultFor(field: Field): string | undefined;
  /** The smallest place to point at: a property of what was written (`event` of an `on`), else its name, else all of it. */
  at(part: Placed, property?: string, index?: number): Location;
  /** Where a status is first mentioned in a lifecycle. */
  statusAt(lifecycle: Lifecycle, status: string): Location;
  /** Right behind a property, or behind all of the part: where something can be added. */
  after(part: Placed, property?: string): Location;
  /** Behind the first of `properties` that is written. */
  afterLast(part: Placed, properties: readonly string[]): Location;
  /** Right before the body of a command. */
  beforeBody(part: Placed): Location;
}

/** Reading old events of a model without simulating it: for comparing with upcasters that were made otherwise. */
import type { Model, Ref } from "@esdl/language/model";
import { Meter, type Budget } from "../budget.js";
import { createMachine } from "../machine.js";
import type { Happened } from "../world/record.js";
import { eventStoredAs, type ExternalSteps, type StoredEvent } from "./upcast.js";

export type { ExternalSteps, StoredEvent };

/** Reads old events of a model. */
export interface Upcasting {
  /**
   * A stored event in today's shape: itself, or the parts that a retired one has become, in order.
   *
   * @throws Stopped `sample` at a step `via external` that `externals` does not make; `budget`
   * @throws ValueError when an expression of a step overflows or builds an invalid brand
   */
  upcast(stored: StoredEvent): readonly Happened[];
  /** The event of an aggregate that is stored under a name, of today or of before (`formerly`). */
  eventStoredAs(aggregate: Ref, name: string): Ref | undefined;
}

/** Makes a model ready to read old events. Costs little: steps are compiled when they are first needed. */
export function createUpcasting(
  model: Model,
  options: { readonly externals?: ExternalSteps; readonly budget?: Partial<Budget> } = {},
): Upcasting {
  const machine = createMachine(model);
  return {
    upcast: (stored) => machine.upcaster.upcast(stored, new Meter(options.budget), options.externals),
    eventStoredAs: (aggregate, name) => eventStoredAs(aggregate, name, machine.lookup),
  };
}

/** The health of sagas and policies as OpenTelemetry metrics; they do nothing without an SDK. */
import { metrics, type BatchObservableResult } from "@opentelemetry/api";
import type { ProcessHealth } from "./service.js";

const gauges: readonly {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly of: (health: ProcessHealth) => number;
}[] = [
  {
    name: "esdl.saga.position",
    description: "Every event up to this position of the log is handled",
    unit: "{position}",
    of: ({ position }) => position,
  },
  {
    name: "esdl.saga.lag.events",
    description: "How many positions of the log are not handled yet",
    unit: "{position}",
    of: ({ lag }) => lag,
  },
  {
    name: "esdl.saga.failures",
    description: "What failed since the app was started",
    unit: "{failure}",
    of: ({ failures }) => failures,
  },
  {
    name: "esdl.saga.sends",
    description: "How many commands are on their way and have no answer yet",
    unit: "{command}",
    of: ({ inFlight }) => inFlight,
  },
  {
    name: "esdl.saga.dead_letters",
    description: "How many dead letters wait for an operator",
    unit: "{letter}",
    of: ({ deadLetters }) => deadLetters,
  },
  {
    name: "esdl.saga.parked",
    description: "Whether it is parked at an event that could not be handled",
    unit: "{saga}",
    of: ({ parked }) => (parked === undefined ? 0 : 1),
  },
];

/** Observes sagas and policies whenever metrics are collected; answers a function that ends it. */
export function observeSagas(health: () => Promise<readonly ProcessHealth[]>): () => void {
  const meter = metrics.getMeter("@esdl/runtime");
  const observed = gauges.map(({ name, description, unit, of }) => ({
    gauge: meter.createObservableGauge(name, { description, unit }),
    of,
  }));
  const observe = async (result: BatchObservableResult): Promise<void> => {
    for (const one of await health()) {
      const attributes = { "esdl.saga": one.name, "esdl.kind": one.kind, "esdl.state": one.state };
      for (const { gauge, of } of observed) result.observe(gauge, of(one), attributes);
    }
  };
  const instruments = observed.map(({ gauge }) => gauge);
  meter.addBatchObservableCallback(observe, instruments);
  return () => {
    meter.removeBatchObservableCallback(observe, instruments);
  };
}

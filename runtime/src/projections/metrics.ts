/**
 * The health of projections as OpenTelemetry metrics. Without an SDK in the process these calls do nothing: the API package
 * is the seam that it is meant to be.
 */
import { metrics, type BatchObservableResult, type Observable } from "@opentelemetry/api";
import type { ProjectionHealth } from "./service.js";

/** What is measured of each projection. The names follow OpenTelemetry's conventions: a unit is not part of a name. */
const gauges: readonly {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly of: (health: ProjectionHealth) => number;
}[] = [
  {
    name: "esdl.projection.position",
    description: "Every event up to this position of the log is in the rows that answer",
    unit: "{position}",
    of: ({ position }) => position,
  },
  {
    name: "esdl.projection.lag.events",
    description: "How many positions of the log are not in the rows yet",
    unit: "{position}",
    of: ({ lag }) => lag.events,
  },
  {
    name: "esdl.projection.lag.time",
    description: "How long ago the last event happened that is in the rows, while there are later ones",
    unit: "ms",
    of: ({ lag }) => lag.milliseconds,
  },
  {
    name: "esdl.projection.throughput",
    description: "Row changes per second, lately",
    unit: "{change}/s",
    of: ({ throughput }) => throughput,
  },
  {
    name: "esdl.projection.failures",
    description: "What failed since the app was started",
    unit: "{failure}",
    of: ({ failures }) => failures,
  },
  {
    name: "esdl.projection.parked",
    description: "How many partitions are parked at an event that could not be applied",
    unit: "{partition}",
    of: ({ parked }) => parked.length,
  },
];

/** Observes projections whenever metrics are collected; answers a function that ends it. */
export function observeProjections(health: () => Promise<readonly ProjectionHealth[]>): () => void {
  const meter = metrics.getMeter("@esdl/runtime");
  const observed = gauges.map(({ name, description, unit, of }) => ({
    gauge: meter.createObservableGauge(name, { description, unit }),
    of,
  }));
  const observe = async (result: BatchObservableResult): Promise<void> => {
    for (const one of await health()) {
      const attributes = { "esdl.projection": one.name, "esdl.state": one.state };
      for (const { gauge, of } of observed) result.observe(gauge, of(one), attributes);
    }
  };
  const instruments: Observable[] = observed.map(({ gauge }) => gauge);
  meter.addBatchObservableCallback(observe, instruments);
  return () => {
    meter.removeBatchObservableCallback(observe, instruments);
  };
}

/** What OpenTelemetry sees of a process: one trace from the command that began it, over all that followed, in whatever process. */
import { context, metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreSource } from "@esdl/runtime";
import { openApp, type RunningApp } from "../../runtime/src/app/app.js";
import { Account, Deposit, externals, Open } from "../stores/account.js";
import { stores } from "../stores/stores.js";
import { banking, mail, pay } from "./payments.js";

const spans = new InMemorySpanExporter();
let reader: PeriodicExportingMetricReader;

beforeEach(() => {
  spans.reset();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }),
  );
  reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
    exportIntervalMillis: 1e8,
  });
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
});
afterEach(async () => {
  await reader.shutdown();
  trace.disable();
  context.disable();
  metrics.disable();
});

type Tell = (text: string) => void;

const open = (store: StoreSource, tell: Tell = () => undefined): Promise<RunningApp> =>
  openApp({
    modules: [banking, mail],
    store,
    externals,
    externalCommands: { Mail: { Tell: ({ text }: { text: string }) => tell(text) } },
    isManual: true,
    sagas: { attempts: 2 },
  });

async function settle(app: RunningApp): Promise<void> {
  for (const process of app.processes.processes) await process.load();
  for (;;) {
    const steps = await Promise.all(app.processes.processes.map((process) => process.steps()));
    const [step] = steps.flat();
    if (step === undefined) return;
    await step.take();
  }
}

/** Spans below one another, each as its name, in the order in which they began. */
function tree(all: readonly ReadableSpan[], parent?: string, depth = 0): readonly string[] {
  return all
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
    .sort((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1])
    .flatMap((span) => [
      `${"  ".repeat(depth)}${span.name}`,
      ...tree(all, span.spanContext().spanId, depth + 1),
    ]);
}

async function opened(store: StoreSource, tell?: Tell): Promise<RunningApp> {
  const app = await open(store, tell);
  await app.execute(Open({ accountId: "a", number: "a" }));
  await app.execute(Open({ accountId: "b", number: "b" }));
  await app.execute(Deposit({ accountId: "a", amount: "10" }));
  spans.reset();
  return app;
}

describe.each(stores)("$name: a process", ({ fresh }) => {
  it("is one trace from command to event to saga to command, also after a restart", async () => {
    const store = fresh();
    const before = await opened(store);
    await before.execute(pay("p", "a", "b", 5), { correlationId: "the payment" });
    // The event is stored; whoever comes later takes it from there.
    await before.close();
    const app = await open(store);
    await settle(app);
    await app.close();

    const finished = spans.getFinishedSpans();
    expect(tree(finished)).toEqual([
      "execute Bank.Account.Note",
      "  react Bank.Payments",
      "    send Bank.Account.Withdraw",
      "      execute Bank.Account.Withdraw",
      "      react Bank.Payments",
      "        send Bank.Account.Deposit",
      "          execute Bank.Account.Deposit",
      "          react Bank.Payments",
      "            send Mail.Tell",
      "              react Bank.Payments",
      "  react Bank.Pong",
    ]);
    expect(new Set(finished.map((span) => span.spanContext().traceId)).size).toBe(1);
    const correlations = finished.map(({ attributes }) => attributes["esdl.correlation_id"]);
    expect(new Set(correlations)).toEqual(new Set(["the payment"]));
    expect(finished.find(({ name }) => name === "send Mail.Tell")).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: { "esdl.process": "Bank.Payments", "esdl.outcome": "accepted", "esdl.attempt": 1 },
    });
  });

  it("tells of what failed, where it failed, and counts it", async () => {
    const app = await opened(fresh(), () => {
      throw new Error("no network");
    });
    await app.execute(pay("p", "a", "b", 5));
    await settle(app);
    const [failed] = spans.getFinishedSpans().filter(({ name }) => name === "send Mail.Tell");
    expect(failed).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: "no network" },
      attributes: { "esdl.outcome": "failed" },
    });
    expect(failed?.events.map(({ name }) => name)).toEqual(["exception"]);
    await app.execute(pay("q", "a", "b", 500));
    await settle(app);
    await app.close();
    // A rejection is an answer, no failure.
    const refused = spans
      .getFinishedSpans()
      .find(
        ({ name, attributes }) =>
          name === "send Bank.Account.Withdraw" && attributes["esdl.outcome"] === "rejected",
      );
    expect(refused?.status.code).toBe(SpanStatusCode.UNSET);

    const counts = await counted();
    expect(counts).toContainEqual([
      "esdl.process.failures",
      { "esdl.process": "Bank.Payments" },
      expect.any(Number),
    ]);
    expect(counts).toContainEqual([
      "esdl.sends",
      {
        "esdl.process": "Bank.Payments",
        "esdl.command": "Bank.Account.Withdraw",
        "esdl.outcome": "rejected",
      },
      1,
    ]);
    expect(counts).toContainEqual([
      "esdl.commands",
      { "esdl.aggregate": "Bank.Account", "esdl.command": "Open", "esdl.outcome": "accepted" },
      2,
    ]);
  });

  it("leaves nothing of a trace where nobody traces", async () => {
    trace.disable();
    const app = await opened(fresh());
    const outcome = await app.execute(pay("p", "a", "b", 5));
    await settle(app);
    expect(outcome.ok && outcome.events.map(({ meta }) => "traceparent" in meta)).toEqual([false]);
    expect((await app.history(Account, "b")).map(({ meta }) => meta.traceparent)).toEqual([
      undefined,
      undefined,
    ]);
    expect(spans.getFinishedSpans()).toEqual([]);
    await app.close();
  });
});

async function counted(): Promise<readonly (readonly [string, object, unknown])[]> {
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics.scopeMetrics.flatMap(({ metrics: all }) =>
    all.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [descriptor.name, attributes, value] as const),
    ),
  );
}

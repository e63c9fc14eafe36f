/**
 * OpenTelemetry: spans of commands, of what sagas and policies make of events, and of what these send, each the child of what
 * caused it, across commits and processes; and counters. Without an SDK in the process all of it does next to nothing: the API
 * package is the seam that it is meant to be.
 */
import {
  context,
  isSpanContextValid,
  metrics,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Counter,
  type Span,
  type SpanContext,
  type SpanKind,
  type Tracer,
} from "@opentelemetry/api";

export interface Telemetry {
  readonly tracer: Tracer;
  /** Commands by what came of them. */
  readonly commands: Counter;
  /** Commands that were decided again, since others had changed their stream meanwhile. */
  readonly conflicts: Counter;
  /** What sagas and policies sent, by what came of it. */
  readonly sends: Counter;
  /** What failed at sagas and policies: infrastructure, or generated code. */
  readonly failures: Counter;
}

/** Made when an app is created: an SDK has to be registered before. */
export function createTelemetry(): Telemetry {
  const name = "@esdl/runtime";
  const meter = metrics.getMeter(name);
  return {
    tracer: trace.getTracer(name),
    commands: meter.createCounter("esdl.commands", {
      description: "Commands by what came of them: accepted, unchanged, or the type of their rejection",
      unit: "{command}",
    }),
    conflicts: meter.createCounter("esdl.command.conflicts", {
      description: "Decisions that were made again, since others had changed the stream meanwhile",
      unit: "{conflict}",
    }),
    sends: meter.createCounter("esdl.sends", {
      description: "What sagas and policies sent, by what came of it: accepted, rejected or failed",
      unit: "{send}",
    }),
    failures: meter.createCounter("esdl.process.failures", {
      description: "What failed at sagas and policies, and is tried again or waits for an operator",
      unit: "{failure}",
    }),
  };
}

export interface Traced {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** A W3C `traceparent`: what caused it. Absent: what is active where it begins. */
  readonly parent?: string | undefined;
}

/** Runs work in a span. What it throws is told of by the span, and thrown on. */
export async function traced<T>(
  { tracer }: Telemetry,
  { name, kind, attributes, parent }: Traced,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const around = parent === undefined ? context.active() : withParent(parent);
  const span = tracer.startSpan(name, { kind, attributes }, around);
  try {
    return await context.with(trace.setSpan(around, span), () => work(span));
  } catch (error) {
    failed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Says that what a span stands for went wrong. */
export function failed(span: Span, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error) span.recordException(error);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** A span as a W3C `traceparent`, to be stored with what follows from it; undefined where nothing is traced. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (!isSpanContextValid(span.spanContext())) return undefined;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** What is no `traceparent` is no parent. */
function withParent(traceparent: string): Context {
  const [, traceId = "", spanId = "", flags = "0"] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? [];
  const parent: SpanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

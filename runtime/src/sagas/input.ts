/** What a turn of a saga or policy takes: events, answers to what it sent, timers that are due. */
import type { FeedEvent } from "../workers/feed.js";
import type { Result } from "./outbox.js";
import type { Sent, Timer } from "./records.js";
import type { Answer, Unhandled } from "./turn.js";

/** One thing to take in a turn. */
export type Input =
  | { readonly kind: "event"; readonly event: FeedEvent }
  | { readonly kind: "answer"; readonly answer: Answer; readonly traceparent?: string | undefined }
  | { readonly kind: "failed"; readonly sent: Sent; readonly failure: string }
  /** Generated code fails at the answer: the send waits for an operator. */
  | { readonly kind: "park"; readonly sent: Sent; readonly failure: string }
  | {
      readonly kind: "timer";
      readonly instance: string;
      readonly timer: Timer;
      readonly traceparent?: string | undefined;
      readonly failure?: Unhandled;
    }
  /** An instance that ended long ago. */
  | { readonly kind: "forget"; readonly instance: string };

export const inputOf = ({ carried, traceparent }: Result): Input =>
  "answer" in carried ? { kind: "answer", ...carried, traceparent } : { kind: "failed", ...carried };

/** The instance that an answer or a timer is for. */
export function instanceOf(input: Input): string | undefined {
  if (input.kind === "answer") return input.answer.sent.instance;
  return input.kind === "timer" ? input.instance : undefined;
}

/** What takes the place of an input that generated code fails at. */
export function setApart(input: Exclude<Input, { readonly kind: "event" }>, failure: Unhandled): Input {
  if (input.kind === "answer") return { kind: "park", sent: input.answer.sent, failure: failure.message };
  if (input.kind === "timer") return { ...input, failure };
  return input;
}

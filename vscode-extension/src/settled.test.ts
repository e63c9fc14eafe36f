/** Waiting until things are quiet. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { settled } from "./settled.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("calls once for many calls, with what they were all about", () => {
  const calls: (string | undefined)[] = [];
  const soon = settled(100, (about) => calls.push(about));
  soon("a");
  vi.advanceTimersByTime(99);
  soon("a");
  vi.advanceTimersByTime(99);
  expect(calls).toEqual([]);
  vi.advanceTimersByTime(1);
  soon("b");
  vi.advanceTimersByTime(100);
  expect(calls).toEqual(["a", "b"]);
});

it("names nothing where they were about several things, or about all", () => {
  const calls: (string | undefined)[] = [];
  const soon = settled(100, (about) => calls.push(about));
  soon("a");
  soon("b");
  vi.advanceTimersByTime(100);
  soon("a");
  soon();
  vi.advanceTimersByTime(100);
  expect(calls).toEqual([undefined, undefined]);
});

it("calls no more once it is disposed of", () => {
  const work = vi.fn();
  const soon = settled(100, work);
  soon("a");
  soon.dispose();
  vi.advanceTimersByTime(1000);
  expect(work).not.toHaveBeenCalled();
});

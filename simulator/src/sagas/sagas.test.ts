/** What the language page says of sagas and policies, each rule as a scenario of a small model. */
import { describe, expect, it } from "vitest";
import { allHold, verdicts } from "../testing/models.js";
import { processes as model } from "../testing/processes.js";

const scenarios = `
scenario "a command that was sent is answered by its event, and by its reply" {
  given Slot "s" { Made(broken: false, waits: false) }
  when Open(jobId: "j", slots: ["s"])
  then Slot "s" { Reserved(job: "j") }
  then Work "j" waiting
}
scenario "nothing starts where the start's condition does not hold" {
  when Open(jobId: "j", slots: [])
  then Watch "j" on1
  then Job "j" { Opened() }
}
scenario "what was accepted is undone, last first, and what was rejected is not" {
  given Slot "a" { Made(broken: false, waits: false) }
  given Slot "b" { Made(broken: false, waits: false) }
  given Slot "c" { Made(broken: false, waits: false), Reserved(job: "other") }
  when Open(jobId: "j", slots: ["a", "b", "c"])
  then Slot "a" { Reserved(), Freed() }
  then Slot "b" { Reserved(), Freed() }
  then Slot "c" { }
  then Job "j" { Opened(), Failed(why: "Taken: It is taken") }
  then Work "j" over
}
scenario "a rejected undo parks alone, and the others go on" {
  given Slot "a" { Made(broken: false, waits: false) }
  given Slot "b" { Made(broken: true, waits: false) }
  given Slot "c" { Made(broken: false, waits: false), Reserved(job: "other") }
  when Open(jobId: "j", slots: ["a", "b", "c"])
  then Slot "a" { Reserved(), Freed() }
  then Slot "b" { Reserved() }
  then Job "j" { Opened(), Failed() }
}
scenario "with for, each item of an event is an input of its own" {
  given Slot "s" { Made(broken: false, waits: false) }
  given Slot "t" { Made(broken: false, waits: false) }
  when Open(jobId: "i", slots: ["s"])
  when Open(jobId: "j", slots: ["t"])
  when Confirm(slotId: "s", jobs: ["x", "j", "i"])
  then Work "i" finished
  then Work "j" finished
  then Job "i" { Opened(), Closed(why: "code 7") }
}
scenario "an instance that has ended starts anew" {
  given Slot "s" { Made(broken: false, waits: false) }
  given Slot "c" { Made(broken: false, waits: false), Reserved(job: "other") }
  when Open(jobId: "j", slots: ["c"])
  when Reopen(jobId: "j", again: ["s"])
  then Slot "s" { Reserved() }
  then Work "j" waiting
}
scenario "a timer fires once, and the handler without an arrow lets the others run on" {
  given Slot "s" { Made(broken: false, waits: false) }
  when Open(jobId: "j", slots: ["s"])
  when after 61m
  when after 100m
  then Job "j" { Opened(), Noted(text: "waiting") }
  then Work "j" waiting
}
scenario "entering a step again begins its timers again" {
  given Slot "s" { Made(broken: false, waits: false) }
  when Open(jobId: "j", slots: ["s"])
  when after 50m
  when Note(jobId: "j", text: "x")
  when after 50m
  then Job "j" { Opened(), Noted(text: "x") }
}
scenario "leaving a step cancels its timers" {
  given Slot "s" { Made(broken: false, waits: false) }
  when Open(jobId: "j", slots: ["s"])
  when Finish(jobId: "j", why: "enough")
  when after 1d
  then Job "j" { Opened(), Closed(why: "enough") }
  then Work "j" finished
}
scenario "timers fire at their time, in the order in which they are due" {
  given Slot "s" { Made(broken: false, waits: false) }
  when Open(jobId: "j", slots: ["s"])
  when after 1d
  then Job "j" { Opened(), Noted(text: "waiting"), Failed(why: "late") }
  then Work "j" over
}
scenario "handlers of one event are tried top to bottom" {
  given Job "j" { Opened(slots: []) }
  when Note(jobId: "j", text: "a")
  when Note(jobId: "j", text: "b")
  when Note(jobId: "j", text: "c")
  then Job "j" { Noted(), Noted(), Noted(), Closed(why: "111") }
  then Watch "j" off
}
scenario "as actor acts for the one who caused the event" {
  given Job "j" { Opened(slots: []) }
  when Note(jobId: "j", text: "echo") as Boss "bea"
  then Job "j" { Noted(text: "echo"), Noted(text: "Boss") }
}
scenario "what the history sets off comes before" {
  given Slot "s" { Made(broken: false, waits: false) }
  given Job "j" { Opened(slots: ["s"]) }
  when Confirm(slotId: "s", jobs: ["j"])
  then Slot "s" { Confirmed() }
  then Job "j" { Closed() }
}
scenario "the clock of the history is the beginning" {
  given Slot "s" { Made(broken: false, waits: true), Reserved(job: "other") }
  given Job "j" { Opened(slots: []) }
  when after 11m
  then nothing
}
scenario "an unexpected rejection of a send does not fail the scenario" {
  given Job "j" { Opened(slots: []) }
  when Note(jobId: "j", text: "echo")
  then Job "j" { Noted(text: "echo"), Noted(text: "nobody") }
}
`;

describe("a saga or policy", () => {
  const found = verdicts(model + scenarios);

  it.each(Object.entries(found))("%s", (_, message) => {
    expect(message).toBe("");
  });

  it("is held to every one of these scenarios", () => {
    expect(Object.keys(found)).toEqual(Object.keys(allHold(model + scenarios)));
    expect(Object.keys(found).length).toBeGreaterThan(12);
  });

  it("fails scenarios that say otherwise", () => {
    const wrong = `
scenario "another step" {
  given Job "j" { Opened(slots: []) }
  when Note(jobId: "j", text: "c")
  then Watch "j" on1
}
scenario "none started" {
  when Open(jobId: "j", slots: [])
  then Work "j" waiting
}`;
    expect(verdicts(model + wrong)).toEqual({
      "another step": expect.stringMatching(/Watch "j" was expected in on1, and is in off$/u),
      "none started": expect.stringMatching(/Work "j" was expected in waiting, and has not been started$/u),
    });
  });
});

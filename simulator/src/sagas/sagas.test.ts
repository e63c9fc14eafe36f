/** What the language page says of sagas and policies, each rule as a scenario of a small model. */
import { describe, expect, it } from "vitest";
import { allHold, verdicts } from "../testing/models.js";

const model = `
id JobId
id SlotId
role Boss

aggregate Job by jobId: JobId {
  lifecycle open -> done -> open, open -> failed -> open
  state { slots: SlotId[], notes: string[], boss: string? }
  event Opened { slots: SlotId[] }
  event Reopened { slots: SlotId[] }
  event Noted { text: string }
  event Closed { why: string }
  event Failed { why: string }
  rejection TooLong "That is too long"
  create command Open(slots: SlotId[]) { emit Opened(slots) }
  command Reopen(again: SlotId[]) in done | failed { emit Reopened(slots: again) }
  command Note(text: string where it.length <= 20) {
    require text != "too long" else TooLong
    emit Noted(text)
  }
  command Finish(why: string) in open allow system { emit Closed(why) }
  command Fail(why: string) in open allow system { emit Failed(why) }
  on Opened -> open { slots }
  on Reopened -> open { slots }
  on Noted { notes += event.text }
  on Closed -> done
  on Failed -> failed
}

aggregate Slot by slotId: SlotId {
  state { job: JobId?, broken: bool = false, waits: bool = false }
  rejection Taken "It is taken"
  rejection Broken "It cannot be given back"
  event Made { broken: bool, waits: bool }
  event Reserved { job: JobId }
  event Freed
  event Confirmed { jobs: JobId[] }
  create command Make(broken: bool = false, waits: bool = false) { emit Made(broken, waits) }
  command Reserve(job: JobId) allow system, Boss {
    require state.job == none else Taken
    emit Reserved(job: command.job)
  }
  command Free() allow system {
    require not broken else Broken
    if job != none { emit Freed() }
  }
  command Confirm(jobs: JobId[]) { emit Confirmed(jobs) }
  on Made { broken, waits }
  on Reserved { job }
  on Freed { job = none }
  on Confirmed
}

external command Tell(job: JobId, text: string where it.length <= 8) returns { code: int } sample (code: 7)

saga Work by jobId: JobId {
  state { left: int = 0, codes: int[], slots: SlotId[] }

  start on Opened where not event.slots.isEmpty -> reserving {
    slots
    left = event.slots.size
    for slot in event.slots {
      send Reserve(slotId: slot, job: jobId) undo Free(slotId: slot)
    }
  }
  start on Reopened -> reserving {
    slots
    left = event.slots.size
    for slot in event.slots {
      send Reserve(slotId: slot, job: jobId) undo Free(slotId: slot)
    }
  }
  step reserving {
    on Reserved where left > 1 { left -= 1 }
    on Reserved -> telling {
      left -= 1
      send Tell(job: jobId, text: "hello")
    }
    on rejected Reserve -> over {
      undo all
      send Fail(jobId, why: rejection.type + ": " + rejection.message)
    }
    on Noted where event.text == "stop" -> over { undo all }
    after 10m -> over {
      undo all
      send Fail(jobId, why: "slow")
    }
  }
  step telling {
    on completed Tell -> waiting { codes += reply.code }
    on rejected Tell -> over { undo all }
  }
  step waiting {
    on Confirmed for job in event.jobs where left == 0 by job -> finished {
      send Finish(jobId, why: "code " + (if codes.first == 7 then "7" else "?"))
    }
    on Noted where event.text == "x" -> waiting
    on Closed -> finished
    after 1h { send Note(jobId, text: "waiting") }
    after 3h -> over { send Fail(jobId, why: "late") }
  }
  end finished, over
}

saga Watch by jobId: JobId {
  state { n: int = 0 }
  start on Opened -> on1
  step on1 {
    on Noted where event.text == "a" { n += 1 }
    on Noted where event.text == "b" { n += 10 }
    on Noted where event.text == "c" { n += 100, send Finish(jobId, why: if n == 111 then "111" else "other") }
    on Closed -> off
  }
  end off
}

policy Echo on Noted where event.text == "echo" {
  send Note(jobId: event.jobId, text: meta.actor.roles.first ?? "nobody") as actor
  send Note(jobId: event.jobId, text: "too long")
}
`;

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

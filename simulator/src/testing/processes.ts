/** A model with all that sagas and policies can do. */
export const processes = `
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

/** A model whose sagas find their instances in every way, and change what they know in every way. */
export const correlations = `
context Ways
id JobId
id SlotId
type Code = string where it.length <= 3
enum Size { small, large }
value Spot { at: int, job: JobId? }

aggregate Job by jobId: JobId {
  state { n: int = 0 }
  entity Part by code: Code { count: int, tags: set<string> }
  event Opened { parts: Part[], next: JobId? }
  event Moved { spots: Spot[], jobs: JobId[], size: Size }
  event Met { spot: Spot, size: Size }
  event Left
  create command Open(parts: Part[], next: JobId?) { emit Opened(parts, next) }
  command Move(spots: Spot[], jobs: JobId[], size: Size) { emit Moved(spots, jobs, size) }
  command Meet(spot: Spot, size: Size) { emit Met(spot, size) }
  command Leave() { emit Left() }
  command Keep(parts: Part[], counts: map<Code, int>, text: string?) { if not parts.isEmpty { emit Left() } }
  on Opened { n = event.parts.size }
  on Moved { n += 1 }
  on Met
  on Left
}
aggregate Slot by slotId: SlotId {
  state { n: int = 0 }
  event Taken { a: JobId, b: JobId, codes: Code[] }
  event Freed
  create command Take(a: JobId, b: JobId, codes: Code[]) { emit Taken(a, b, codes) }
  command Free() { emit Freed() }
  on Taken { n = event.codes.size }
  on Freed { n += 1 }
}

external command Tell(text: string?, size: Size = small) returns { size: Size, note: string? } sample (size: small)

saga Ways by key: JobId {
  state {
    parts: Job.Part[]
    counts: map<Code, int>
    seen: set<JobId>
    size: Size = small
    note: string?
    last: Spot?
    next: JobId?
    get known: int = seen.size + counts.size
    get isOwn: bool = seen.contains(key)
    get isOwnAndMore: bool = isOwn and known > 1
  }
  start on Job.Opened where not event.parts.isEmpty -> one {
    parts = event.parts
    next = event.next
    if event.next != none { send Move(jobId: event.next, spots: [], jobs: [key], size: large) undo Leave(jobId: event.next) }
    send Take(slotId: SlotId(key), a: key, b: key, codes: event.parts.map(p => p.code)) undo Free(slotId: SlotId(key))
  }
  start on Job.Opened where event.next != none by event.next -> two { note = "after", seen += key }
  step one {
    on Moved for s in event.spots where s.job != none by s.job -> two { last = s, seen += key, send Tell(text: "spot") }
    on Moved for j in event.jobs where event.size == large by j { seen += j, size = event.size }
    on Moved where event.size == small { size = small, note = none }
    on Taken where event.codes.size > 1 by event.b { seen += event.a }
    on Taken by event.a -> two
    on Met where event.spot.job != none by if event.size == small then JobId(event.spot.job) else event.spot.job -> one { last = event.spot }
    on Freed -> two { note = "freed" }
    on rejected Take -> over { undo all  send Keep(jobId: key, parts, counts, text: rejection.message)  undo all }
    on completed Take { send Keep(jobId: key, parts, counts, text: note)  parts += Job.Part(code: "x", count: 1, tags: ["t"]) }
    after 10m where known > 1 -> two
    after 10m { counts["a"] = (counts["a"] ?? 0) + 1 }
    after 1h -> over { undo all }
  }
  step two {
    on Left -> over
    on Taken for c in event.codes by event.a {
      let had = counts
      counts[c] = (counts[c] ?? 0) + 1
      if parts.has(c) { parts[c].count += 1, parts[c].tags += "again" } else { remove counts["a"] }
      if counts.size > had.size { send Keep(jobId: key, parts, counts: had, text: none) } else { undo all }
      seen += key
    }
    on completed Tell where isOwnAndMore -> one { note = reply.note, size = reply.size }
    on completed Tell { note = reply.note ?? "nothing"  send Tell(text: note, size: size) }
    on rejected Tell where rejection.type == "Low" -> one { note = rejection.message }
    on rejected Tell
    on Freed -> one
    after 30m -> two { undo all, for p in parts { send Tell(text: p.code), undo all } }
  }
  end over
}
policy Follow on Moved for j in event.jobs where event.size == large and j != event.jobId {
  let text = if event.spots.isEmpty then none else "spots"
  if text != none { send Tell(text) as actor } else { send Leave(jobId: j) }
}
policy Answer on Opened where event.next != none { send Leave(jobId: event.next) as actor  send Tell(text: event.parts.first?.code) }
`;

context Clinic

id PatientId
id VisitId
type Code = string where it matches /^[A-Z][0-9]{2}$/
type Weight = decimal(1) where it > 0
enum Ward {
  general, surgery, maternity, day
  version 2 { rename common to general }
  version 3 { rename ops to surgery, remove annex as general }
}
value Dose {
  drug: string where it.length > 0
  milligrams: decimal(3)
  perDay: int = 1
  route: Route

  version 2 { rename name to drug  change milligrams from int = old.milligrams }
  version 3 { add route = oral }
}
enum Route { oral, iv }

function half(n: decimal): decimal = n / 2

aggregate Patient by patientId: PatientId {
  lifecycle admitted -> discharged -> admitted

  state {
    name: string personal
    ward: Ward
    weight: Weight?
    doses: Order[]
    notes: string[]
    codes: set<Code>
    since: date
    get perDay: decimal = doses.sum(d => d.dose.milligrams * d.dose.perDay)
  }
  entity Order by number: int {
    dose: Dose
    by: string?
    version 2 { rename no to number  adopt Dose 2 }
    version 3 { adopt Dose 3  add by }
  }

  rejection Overdose "No more than {limit} a day" { limit: decimal }

  event Admitted {
    name: string personal
    ward: Ward
    weight: Weight?
    since: date
    version 2 { rename unit to ward  add since = meta.occurredAt.date }
    version 3 { change weight from int? = old.weight }
  }
  event Prescribed formerly Ordered {
    order: Order
    codes: set<Code>
    version 2 { add order = Order(no: old.number, dose: Dose(name: old.drug, milligrams: 1, perDay: old.times))
      remove drug: string  remove number: int  remove times: int }
    version 3 { adopt Order 2 }
    version 4 { add codes = [] }
    version 5 { adopt Order 3 }
  }
  event Stopped { number: int }
  event Noted { text: string }
  event Moved { to: Ward, version 2 { change to from string = if old.to == "S" then surgery else general } }
  event Left { died: bool }
  retired event NotesAdded { texts: string[], author: string? } becomes Noted(text: (author ?? "?") + ": " + t) for t in texts
  retired event Weighed { kilos: decimal } becomes nothing
  retired event MovedAndNoted { ward: Ward, why: string } becomes Moved(to: ward), Noted(text: why)

  create command Admit(name: string, ward: Ward, weight: Weight?) { emit Admitted(name, ward, weight, since: now.date) }
  command Prescribe(dose: Dose, codes: set<Code>) in admitted {
    let limit = half(weight ?? 50)
    require perDay + dose.milligrams * dose.perDay <= limit else Overdose(limit)
    emit Prescribed(order: Order(number: (doses.max(d => d.number) ?? 0) + 1, dose: dose, by: caller.id), codes: command.codes)
  }
  command Stop(number: int) in admitted { if doses.has(number) { emit Stopped(number) } }
  command Note(text: string) { emit Noted(text) }
  command Move(to: Ward) in admitted { emit Moved(to) }
  command Leave(died: bool = false) in admitted { emit Left(died) }

  on Admitted -> admitted { name, ward, weight, since }
  on Prescribed { doses += event.order  for code in event.codes { codes += code } }
  on Stopped { doses -= event.number }
  on Noted { notes += event.text }
  on Moved { ward = event.to }
  on Left -> discharged
}

projection Drugs by drug: string {
  patients: set<string>
  total: decimal = 0
  iv: int = 0
  on Prescribed by event.order.dose.drug {
    patients += meta.streamId
    total += event.order.dose.milligrams * event.order.dose.perDay
    if event.order.dose.route == Route.iv { iv += 1 }
  }
  query most(n: int) order by total desc limit n
}
projection Wards by ward: Ward {
  moves: int = 0
  first: date?
  notes: string[]
  on Admitted by event.ward { moves += 1  first = first ?? event.since }
  on Moved by event.to { moves += 1 }
}
projection Notes by (patient: PatientId, part: int) {
  text: string
  on Noted by (event.patientId, event.text.length) { text }
}

scenario "an old prescription counts" for Patient {
  given
    Admitted version 1 (name: "x", unit: common, weight: 10),
    Prescribed version 1 (drug: "A", number: 3, times: 4)
  when Prescribe(dose: Dose("B", 1.001, 1, iv), codes: []) as Doc
  then rejected Overdose(limit: 5)
}
role Doc
scenario "and leaves room" for Patient {
  given
    Admitted version 2 (name: "x", ward: ops, weight: 10, since: "2025-01-01"),
    Prescribed version 3 (order: Order(number: 3, dose: Dose(drug: "A", milligrams: 2.5, perDay: 1))),
    NotesAdded(texts: ["a", "b"], author: "me"),
    MovedAndNoted(ward: day, why: "w")
  when Prescribe(dose: Dose("B", 2.5, 1, iv), codes: ["A01", "A01"]) as Doc "d"
  then Prescribed(codes: ["A01"])
  then state(perDay: 5, notes: ["me: a", "me: b", "w"])
}
scenario "and leaves room, once" {
  given Patient "p" {
    Admitted version 2 (name: "x", ward: ops, weight: 10, since: "2025-01-01"),
    Prescribed version 3 (order: Order(number: 3, dose: Dose(drug: "A", milligrams: 2.5, perDay: 1))),
    NotesAdded(texts: ["a", "b"], author: "me"),
    Weighed(kilos: 3),
    MovedAndNoted(ward: day, why: "w")
  }
  when Prescribe(patientId: "p", dose: Dose("B", 2.5, 1, iv), codes: ["A01"]) as Doc "d"
  then Patient "p" { Prescribed(order: Order(4, Dose("B", 2.5, 1, iv), "d")) }
  then Drugs "A" (total: 2.5, iv: 0)
  then Drugs "B" (total: 2.5, iv: 1)
  then Wards (surgery) (moves: 1, first: "2025-01-01")
  then Wards (day) (moves: 1)
  then Notes ("p", 1) (text: "w")
  then Notes ("p", 5) (text: "me: b")
}
scenario "moved" for Patient {
  given Admitted(name: "x", ward: general, since: "2026-01-01"), Moved version 1 (to: "S"), Left(died: false)
  when Note(text: "n")
  then Noted(text: "n")
  then state(ward: surgery, notes: ["n"], status: discharged, since: "2026-01-01")
}

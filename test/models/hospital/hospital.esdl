/// Appointments between patients and doctors, and what came of them.
//
// Exercises: `personal` on types and fields, `personal of`; optional chains `?.` and `??`, narrowing by `require`, `if`,
// `and`, `or`, `else`; roles with conditions on the state; `caller.id` compared with ids; unique in statuses over an
// instant; external functions in commands; optional values; `where` on optionals and lists; a parameter named as the
// field it changes, with `command.x` and `state.x`.
context Hospital

id AppointmentId
id PatientId
id DoctorId
id RoomId = string where it.length == 4

type Ssn = string personal where it matches /^[0-9]{3}-[0-9]{2}-[0-9]{4}$/
type Minutes = int where it >= 5 and it <= 480 and it % 5 == 0
type Dose = decimal(3) where it > 0

role Patient
role Doctor
role Reception

value Address {
  street: string personal
  city: string
  zip: string where it matches /^[0-9]{4,5}$/
  country: string where it.length == 2 = "CH"
}
value Contact {
  phone: string? personal
  mail: string? personal where it matches /@/
  address: Address?
  invariant Reachable "One way at least": phone != none or mail != none or address != none
}
value Prescription {
  drug: string
  dose: Dose
  days: int where it >= 1 and it <= 365
  note: string?
  get total: decimal = dose * days
}

/// There are no products of numbers and durations: lengths are few.
function minutes(length: Minutes): duration =
  if length <= 15 then 15m else if length <= 30 then 30m else if length <= 60 then 1h else 8h

external function isHoliday(day: date): bool sample false

aggregate Person by patientId: PatientId {
  state {
    ssn: Ssn
    born: date personal
    contact: Contact?
    emergency: Contact?
    doctor: DoctorId?
    allergies: set<string>
    get city: string = contact?.address?.city ?? emergency?.address?.city ?? "unknown"
    get country: string = contact?.address?.country.upper() ?? "??"
    get phone: string? = contact?.phone ?? emergency?.phone
  }
  unique ssn else Known
  rejection Known "This patient is known"
  rejection NoContact "There is no contact"

  event Registered { ssn: Ssn, born: date personal, contact: Contact? }
  event ContactGiven { contact: Contact, emergency: bool }
  event DoctorChosen { doctor: DoctorId? }
  event AllergyFound { what: string }

  create command Register(ssn: Ssn, born: date personal, contact: Contact?) allow Reception {
    emit Registered(ssn, born, contact)
  }
  command GiveContact(contact: Contact, emergency: bool = false) allow Patient where caller.id == patientId, Reception {
    if command.emergency {
      emit ContactGiven(contact: command.contact, emergency: true)
    } else if state.contact != command.contact {
      emit ContactGiven(contact: command.contact, emergency: false)
    }
  }
  command ChooseDoctor(doctor: DoctorId?) allow Patient where caller.id == patientId, Doctor where caller.id == state.doctor {
    require contact != none else NoContact
    if command.doctor != state.doctor {
      emit DoctorChosen(doctor: command.doctor)
    }
  }
  command NoteAllergy(what: string) allow Doctor {
    if not allergies.contains(what) { emit AllergyFound(what) }
  }

  on Registered { ssn, born, contact }
  on ContactGiven {
    if event.emergency { emergency = event.contact } else { contact }
  }
  on DoctorChosen { doctor }
  on AllergyFound { allergies += event.what }
}

aggregate Appointment by appointmentId: AppointmentId {
  lifecycle booked -> checkedIn -> treated, booked -> booked, booked | checkedIn -> cancelled

  state {
    patient: PatientId
    doctor: DoctorId
    start: instant
    length: Minutes = 15
    room: RoomId? where it matches /^[A-Z][0-9]{3}$/
    waited: duration? in checkedIn | treated
    prescriptions: Prescription[] in treated
    findings: string? personal of patient in treated
    moved: int = 0
    get finish: instant = start + minutes(length)
  }

  unique doctor, start in booked | checkedIn else DoctorBusy
  rejection DoctorBusy "The doctor has another appointment then"
  rejection Closed "Nobody works on {day}" { day: date }
  rejection TooEarly "It is at {start}" { start: instant }
  rejection MovedTooOften "An appointment moves {most} times at most" { most: int }

  event Booked { patient: PatientId, doctor: DoctorId, start: instant, length: Minutes, room: RoomId? }
  event Moved { start: instant, room: RoomId? }
  event CheckedIn { waited: duration? }
  public event Treated { patient: PatientId, prescriptions: Prescription[] }
  event Found { findings: string personal }
  event Cancelled { why: string? }

  create command Book(patient: PatientId, doctor: DoctorId, start: instant, length: Minutes = 15, room: RoomId?)
    allow Patient where caller.id == patient, Reception {
    require not isHoliday(start.date) else Closed(day: start.date)
    require start > now + 30m else TooEarly(start)
    emit Booked(patient, doctor, start, length, room)
  }
  command Move(newStart: instant, room: RoomId?) in booked allow Patient where caller.id == patient and moved < 2, Reception {
    require not isHoliday(newStart.date) else Closed(day: newStart.date)
    require moved < 5 else MovedTooOften(most: 5)
    emit Moved(start: newStart, room: command.room ?? state.room)
  }
  command CheckIn() in booked allow Reception {
    require now >= start - 2h else TooEarly(start)
    emit CheckedIn(waited: if now > start then now - start else none)
  }
  command Treat(prescriptions: Prescription[] where it.all(p => p.days <= 90), findings: string? personal) in checkedIn
    allow Doctor where caller.id == doctor {
    emit Treated(patient, prescriptions)
    if findings != none and not findings.isEmpty { emit Found(findings) }
  }
  command Amend(findings: string personal) in treated allow Doctor where caller.id == doctor {
    if state.findings == none or state.findings != command.findings {
      emit Found(findings: command.findings)
    }
  }
  command Cancel(why: string?) in booked | checkedIn allow Patient where caller.id == patient, Doctor, Reception {
    let waiting = if status == checkedIn then waited else none
    emit Cancelled(why: if waiting != none and waiting > 1h then "waited " + (why ?? "too long") else why)
  }

  on Booked -> booked { patient, doctor, start, length, room }
  on Moved -> booked { start, room, moved += 1 } // commas between statements are optional
  on CheckedIn -> checkedIn { waited }
  on Treated -> treated { prescriptions }
  on Found { findings }
  on Cancelled -> cancelled
}

projection Agenda by (doctor: DoctorId, day: date) {
  booked: int = 0
  minutes: int = 0
  earliest: instant?
  waits: duration = 0s
  get load: decimal = minutes / 480.0

  on Booked by (event.doctor, event.start.date) {
    booked += 1
    minutes += event.length
    if earliest == none or event.start < earliest {
      earliest = event.start
    }
  }
}

/** Diagnostics ESDL5xxx and ESDL6xxx: projections, sagas and policies. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const processes = {
  ESDL5001: entry<{ readonly event: string; readonly projection: string; readonly keys: readonly string[] }>({
    severity: "error",
    title: "A handler that does not say which row",
    message: ({ event, projection }) => `${event} does not say which row of ${projection} it is about`,
    help: ({ event, keys }) =>
      `Add \`by\` with an expression for ${list(keys, "and")}, as in \`on ${event} by event.FIELD\``,
    page: {
      why: "A handler finds its row by the key of the projection. Without `by` that is the identity of the event's aggregate, which must have the type of the key then.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Rooms by room: string {
  visits: int = 0
  on Booked { visits += 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Rooms by room: string {
  visits: int = 0
  on Booked by event.room { visits += 1 }
}
`,
    },
  }),
  ESDL5002: entry<{ readonly projection: string }>({
    severity: "error",
    title: "A body on a handler that deletes",
    message: ({ projection }) => `A handler that deletes a row of ${projection} has no body`,
    help: () => `Remove the body, or the \`delete\``,
    page: {
      why: "`on E delete` removes the row. There is nothing left to assign to.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Rooms by room: string {
  visits: int = 0
  on Booked by event.room delete { visits += 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Rooms by room: string {
  visits: int = 0
  on Booked by event.room { visits += 1 }
}
`,
    },
  }),
  ESDL5003: entry<{ readonly event: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "A row field that is left unassigned",
    message: ({ event, fields }) =>
      `${event} can make a new row but leaves ${list(fields, "and")} unassigned`,
    help: ({ fields }) =>
      `Assign ${fields.length > 1 ? "them" : "it"} on every way, give ${fields.length > 1 ? "them defaults" : "it a default"}, or write \`update\` to touch existing rows only`,
    page: {
      why: "`on E` creates the row when it is missing. So every field without a default is assigned in it; with `on E update` only rows that exist are touched.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  on Booked { room }
}
`,
    },
  }),
  ESDL5004: entry<{ readonly field: string }>({
    severity: "error",
    title: "A row field that is read before it is written",
    message: ({ field }) => `${field} may have no value yet`,
    help: ({ field }) =>
      `The handler can make a new row: assign ${field} first, give it a default, or write \`update\``,
    page: {
      why: "A row that the handler makes has the defaults of its fields and nothing else, until the handler assigns them.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  label: string
  on Booked {
    label = "Room " + row.room
    room = event.room
  }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  label: string
  on Booked {
    room = event.room
    label = "Room " + row.room
  }
}
`,
    },
  }),
  ESDL5005: entry<{ readonly projection: string; readonly key: string }>({
    severity: "warning",
    title: "Personal data in the key of a row",
    message: ({ projection, key }) => `The key of ${projection} holds personal data: ${key}`,
    help: () => `Go by an id that says nothing of a person, and keep the data in a field of the row`,
    page: {
      why: "The key of a row is written into links and logs by those who ask for the row. What `personal` marks should be in a field of the row.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { phone: string personal, room: string }
  create command Book(phone: string personal, room: string) { emit Booked(phone, room) }
  on Booked
}

projection Visits by place: string {
  visits: int = 0
  on Booked by event.phone { visits += 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { phone: string personal, room: string }
  create command Book(phone: string personal, room: string) { emit Booked(phone, room) }
  on Booked
}

projection Visits by place: string {
  visits: int = 0
  on Booked by event.room { visits += 1 }
}
`,
    },
  }),
  ESDL6001: entry<{ readonly saga: string; readonly step: string | undefined }>({
    severity: "error",
    title: "A start that leads nowhere",
    message: () => `\`start on\` needs a step to go to`,
    help: ({ step }) =>
      step === undefined ? `Declare a \`step\` or an \`end\` and write \`-> STEP\`` : `Write \`-> ${step}\``,
    page: {
      why: "An instance of a saga is always in one of its steps, from its start on.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  start on Booked
  step waiting { after 1h -> done }
  end done
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
    },
  }),
  ESDL6002: entry<{ readonly event: string; readonly key: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "An event that could belong to several instances",
    message: ({ event, key, fields }) =>
      `${event} has ${String(fields.length)} fields of the type of ${key}: ${list(fields, "and")}`,
    help: ({ event, fields }) => `Say which one: \`on ${event} by event.${fields[0] ?? ""}\``,
    page: {
      why: "Without `by` an event finds its instance by the identity of its aggregate or by its only field of the key's type. With two such fields the saga must say which.",
      wrong: `
context Clinic
id VisitId
id PatientId

aggregate Visit by visitId: VisitId {
  event Booked { patient: PatientId, companion: PatientId }
  create command Book(patient: PatientId, companion: PatientId) { emit Booked(patient, companion) }
  on Booked
}

saga Welcome by person: PatientId {
  start on Booked -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
      right: `
context Clinic
id VisitId
id PatientId

aggregate Visit by visitId: VisitId {
  event Booked { patient: PatientId, companion: PatientId }
  create command Book(patient: PatientId, companion: PatientId) { emit Booked(patient, companion) }
  on Booked
}

saga Welcome by person: PatientId {
  start on Booked by event.patient -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
    },
  }),
  ESDL6003: entry<{ readonly event: string; readonly saga: string; readonly key: string }>({
    severity: "error",
    title: "A start without a key",
    message: ({ event, saga }) => `${event} does not say which instance of ${saga} it starts`,
    help: ({ key }) => `Add \`by\` with an expression for ${key}`,
    page: {
      why: "An instance is started under its key: by `by`, by the identity of the event's aggregate, or by a field of the key's type. An event that answers a command finds the instance that sent it, but at the start there is none.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked
}

saga Cleaning by day: date {
  start on Booked -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked
}

saga Cleaning by day: date {
  start on Booked by meta.occurredAt.date -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
    },
  }),
  ESDL6004: entry<{ readonly event: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "A saga field that the start leaves unassigned",
    message: ({ event, fields }) => `${event} starts the saga but leaves ${list(fields, "and")} unassigned`,
    help: ({ fields }) =>
      `Assign ${fields.length > 1 ? "them" : "it"} on every way, or give ${fields.length > 1 ? "them defaults" : "it a default"}`,
    page: {
      why: "From its start on an instance has a value for every field of its state: from the body of `start on` or from a default.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  state { room: string }
  start on Booked -> waiting
  step waiting { after 1h -> done }
  end done
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  state { room: string }
  start on Booked -> waiting { room }
  step waiting { after 1h -> done }
  end done
}
`,
    },
  }),
  ESDL6005: entry<{ readonly field: string }>({
    severity: "error",
    title: "A saga field that is read before it is written",
    message: ({ field }) => `${field} has no value yet`,
    help: ({ field }) => `The event starts the saga: assign ${field} first, or give it a default`,
    page: {
      why: "At its start an instance has the defaults of its fields and nothing else, until the body assigns them.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  state {
    room: string
    label: string
  }
  start on Booked -> waiting {
    label = "Room " + state.room
    room = event.room
  }
  step waiting { after 1h -> done }
  end done
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

saga Reception by visitId: VisitId {
  state {
    room: string
    label: string
  }
  start on Booked -> waiting {
    room = event.room
    label = "Room " + state.room
  }
  step waiting { after 1h -> done }
  end done
}
`,
    },
  }),
} as const;

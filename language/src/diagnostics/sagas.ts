/** Diagnostics ESDL6006 to ESDL6010: what becomes of the instances of a saga. */
import { entry } from "./define.js";

export const sagas = {
  ESDL6006: entry<{ readonly step: string }>({
    severity: "error",
    title: "A step that nothing leaves",
    message: ({ step }) => `Nothing leaves the step ${step}`,
    help: ({ step }) =>
      `Write an arrow to another step or end in it, as in \`after 1d -> END\`, or declare \`end ${step}\``,
    page: {
      why: "An instance that enters such a step stays in it for ever: it never ends, and its key never starts anew. So some handler of every step has an arrow to another step or end. A saga that declares no `end` is meant to run for ever; only a step that handles nothing is a mistake there.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    on Paid -> paid
    after 1h -> over
  }
  step paid { }
  end over
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    on Paid -> paid
    after 1h -> over
  }
  end over, paid
}
`,
    },
  }),
  ESDL6007: entry<{ readonly step: string }>({
    severity: "warning",
    title: "A step that nothing reaches",
    message: ({ step }) => `Nothing reaches the step ${step}`,
    help: ({ step }) =>
      `Lead there with \`-> ${step}\`, or remove the step; if it was released, a \`version\` clause says where its instances go on: \`remove step ${step} as STEP\``,
    page: {
      why: "No arrow of a start, or of a step that is reached, leads to it: a forgotten arrow or a leftover. It is a warning since instances that entered a released step before may still be in it. A step that instances of a removed one go on in (`remove step old as this`) is reached.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting { on Paid -> over }
  step reminded { after 1d -> over }
  end over
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    on Paid -> over
    after 1d -> reminded
  }
  step reminded { after 1d -> over }
  end over
}
`,
    },
  }),
  ESDL6008: entry({
    severity: "warning",
    title: "An `undo all` that has nothing to undo",
    message: () => `Nothing that was sent before can be undone here`,
    help: () =>
      `Say at a \`send\` on the way here what undoes it: \`send C(…) undo D(…)\`, or remove \`undo all\``,
    page: {
      why: "`undo all` takes back what the saga sent with an `undo` since its start or the last `undo all`. Where no way from a start has such a `send`, it does nothing. Instances that sent it under an older definition of the saga may still have something to undo, so it is a warning.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

external command Reserve(room: string)
external command Release(room: string)

saga Reception by visitId: VisitId {
  start on Booked -> waiting { send Reserve(room: event.room) }
  step waiting {
    on Paid -> over
    after 1d -> over { undo all }
  }
  end over
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

external command Reserve(room: string)
external command Release(room: string)

saga Reception by visitId: VisitId {
  start on Booked -> waiting {
    send Reserve(room: event.room) undo Release(room: event.room)
  }
  step waiting {
    on Paid -> over
    after 1d -> over { undo all }
  }
  end over
}
`,
    },
  }),
  ESDL6009: entry({
    severity: "error",
    title: "A handler that never gets its turn",
    message: () => `A handler above takes every such input`,
    help: () => `Give the one above a \`where\`, or remove one of them`,
    page: {
      why: "Several handlers for one input are tried from top to bottom. One without a `where` takes it always, so that it must be the last.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    on Paid -> over
    on Paid where event.visitId == visitId -> late
    after 1d -> late
  }
  end over, late
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked { room: string }
  event Paid
  create command Book(room: string) { emit Booked(room) }
  command Pay() { emit Paid() }
  on Booked
  on Paid
}

saga Reception by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    on Paid where event.visitId == visitId -> late
    on Paid -> over
    after 1d -> late
  }
  end over, late
}
`,
    },
  }),
  ESDL6010: entry<{ readonly command: string; readonly step: string }>({
    severity: "warning",
    title: "A rejection that nothing hears",
    message: ({ command, step }) =>
      `${command} may be refused, and neither ${step} nor a step after it hears of it`,
    help: ({ command, step }) =>
      `Say in ${step} what follows: \`on rejected ${command} -> STEP\`; where nothing does, \`on rejected ${command}\` alone`,
    page: {
      why: "A command with an `in` or a rejection may be refused. The saga is told in the step that it is in then; where no handler takes the rejection, the saga goes on waiting for what will not come. Commands sent on the way into an end, those in an `undo` and external commands are not looked at.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> begun
  event Booked { room: string }
  event Begun
  create command Book(room: string) { emit Booked(room) }
  command Begin() in booked { emit Begun() }
  on Booked -> booked
  on Begun -> begun
}

saga Opening by visitId: VisitId {
  start on Booked -> waiting
  step waiting { after 1d -> opening { send Begin(visitId) } }
  step opening {
    on Begun -> over
  }
  end over
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> begun
  event Booked { room: string }
  event Begun
  create command Book(room: string) { emit Booked(room) }
  command Begin() in booked { emit Begun() }
  on Booked -> booked
  on Begun -> begun
}

saga Opening by visitId: VisitId {
  start on Booked -> waiting
  step waiting { after 1d -> opening { send Begin(visitId) } }
  step opening {
    on Begun -> over
    on rejected Begin -> over
  }
  end over
}
`,
    },
  }),
} as const;

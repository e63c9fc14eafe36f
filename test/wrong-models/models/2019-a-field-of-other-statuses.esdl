context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> held, booked -> missed
  state { report: string in held }
  event Booked
  event Held { report: string }
  event Missed { note: string }
  create command Book() { emit Booked() }
  command Hold(text: string) in booked { emit Held(report: text) }
  command Miss(note: string) in booked { emit Missed(note: report) } // ! ESDL2019
  on Booked -> booked
  on Held -> held { report }
  on Missed -> missed
}

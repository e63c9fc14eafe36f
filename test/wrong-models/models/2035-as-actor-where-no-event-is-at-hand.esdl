context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Reminded
  create command Book() { emit Booked() }
  command Remind() { emit Reminded() }
  on Booked
  on Reminded
}
saga Reminder by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    after 1d -> done { send Remind(visitId) as actor } // ! ESDL2035 Nobody caused this input, so there is no actor
  }
  end done
}

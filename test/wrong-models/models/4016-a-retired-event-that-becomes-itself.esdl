context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Renamed { to: string }
  retired event Started { names: string[] } becomes Booked(), Opened(name: n) for n in names // ! ESDL4016 Started becomes itself again, through Opened and Split
  retired event Opened { name: string } becomes Split(name: name + "x")
  retired event Split { name: string } becomes Renamed(to: name), Started(names: [name])
  create command Book() { emit Booked() }
  command Rename(to: string) { emit Renamed(to) }
  on Booked
  on Renamed
}

context Flights

public id SeatId
public id FlightNumber = string where it matches /^[A-Z]{2}[0-9]{1,4}$/
/// Where one sits. Visible outside because it is public.
public enum Cabin { economy, business, first }

aggregate Seat by seatId: SeatId {
  lifecycle held -> free -> held
  state { flight: FlightNumber, cabin: Cabin = economy, until: instant? in held }
  rejection NotInBusiness "Only {cabin} is left" { cabin: Cabin }
  public event SeatHeld { flight: FlightNumber, cabin: Cabin }
  event SeatReleased
  event SeatHeldAgain { cabin: Cabin }
  public create command HoldSeat(flight: FlightNumber, cabin: Cabin = economy) allow system {
    require cabin != first or flight.startsWith("LX") else NotInBusiness(cabin: business)
    emit SeatHeld(flight, cabin)
  }
  public command ReleaseSeat() allow system { if status == held { emit SeatReleased() } }
  command HoldAgain() in free { emit SeatHeldAgain(cabin) }
  on SeatHeld -> held { flight, cabin, until = meta.occurredAt + 1d }
  on SeatReleased -> free
  on SeatHeldAgain -> held { cabin }
}

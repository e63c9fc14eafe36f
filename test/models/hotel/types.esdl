/// Rooms and the nights that guests have booked in them.
//
// Exercises: a context over several files with declarations in any order; dates and durations in arithmetic
// (plusDays, daysUntil, instant ± duration, instant − instant); a map keyed by a date; functions that call functions;
// brands over string, int, decimal, duration and date; a literal where a brand is expected, and conversion back;
// composite `unique` with `in` and `else`; fields in several statuses; if-expressions; list methods.
context Hotel

id BookingId
id GuestId
/// `2-014`: the floor, then the door.
id RoomNumber = string where it matches /^[0-9]{1,2}-[0-9]{3}$/

type Nights = int where it >= 1 and it <= 60
type Rate = decimal(2) where it > 0
type Notice = duration where it >= 1h and it <= 30d
type Arrival = date where it >= "2020-01-01"

enum RoomKind {
  /// One bed.
  single
  double, suite, // trailing commas and comments are fine
}

role Guest
role Desk

/// Whatever is charged per night.
value Tariff {
  night: Rate
  breakfast: decimal(2) = 0

  invariant FairBreakfast "Breakfast costs no more than the night": breakfast <= night
  get full: decimal(2) = night + breakfast
}

function lastNight(arrival: date, nights: int): date = arrival.plusDays(nights - 1)
function departure(arrival: date, nights: int): date = lastNight(arrival, nights).plusDays(1)
function overlaps(a: date, aNights: int, b: date, bNights: int): bool =
  a < departure(b, bNights) and b < departure(arrival: a, nights: aNights)
/// A suite is never cheaper than this.
function floorPrice(kind: RoomKind): decimal = if kind == suite then 100 else if kind == double then 60.5 else 40

context Hotel

/// Who sleeps where: one row for every night.
projection Nightly by (night: date, room: RoomNumber) {
  booking: BookingId
  guest: GuestId
  arrivals: int = 0

  index guest, night desc

  // Every night has a row of its own; the offsets stand for the nights of a stay.
  on Requested for offset in [0, 1, 2, 3, 4, 5, 6] where offset < event.nights
    by (event.arrival.plusDays(offset), event.room) {
    booking = event.bookingId
    guest
    arrivals += if offset == 0 then 1 else 0
  }

  query ofGuest(who: GuestId, since: date) where guest == who and row.night >= since order by night desc limit 60
  query inRooms(rooms: RoomNumber[]) where room in rooms order by night, room
}

projection Income by day: date {
  bills: decimal(2) = 0
  fees: decimal(2) = 0
  stays: int = 0
  get income: decimal(2) = bills + fees
  get average: decimal? = if stays > 0 then bills / stays else none

  on Departed by meta.occurredAt.date { bills += event.bill  stays += 1 }
  on BookingCancelled where event.fee > 0 by meta.occurredAt.date { fees += event.fee }

  query good(least: decimal, n: int = 10) where bills + fees >= least order by bills desc limit n
}

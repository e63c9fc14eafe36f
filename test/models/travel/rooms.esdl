context Rooms

public id StayId
public id RoomTypeId
public type Nights = int where it >= 1 and it <= 90

aggregate RoomType by roomTypeId: RoomTypeId {
  state { name: string, count: int where it >= 0 }
  event RoomTypeAdded { name: string, count: int }
  create command AddRoomType(name: string, count: int where it >= 0) { emit RoomTypeAdded(name, count) }
  on RoomTypeAdded { name, count }
}
aggregate Stay by stayId: StayId {
  lifecycle reserved -> freed
  state { room: RoomTypeId, from: date, nights: Nights, why: string? in freed }
  unique room, from in reserved
  event Reserved { room: RoomTypeId, from: date, nights: Nights }
  event Freed { why: string? }
  public create command Reserve(room: RoomTypeId, from: date, nights: Nights) allow system { emit Reserved(room, from, nights) }
  public command Free(why: string?) in reserved allow system { emit Freed(why) }
  on Reserved -> reserved { room, from, nights }
  on Freed -> freed { why }
}

context Gifts

public id GiftId

aggregate Gift by giftId: GiftId {
  lifecycle stored -> underway -> given, underway -> stored, underway -> lost
  state { tries: int = 0 }
  event Stored
  public event Dispatched
  public event Lost { gift: GiftId? }
  event TakenBack
  event Given
  create command Store() { emit Stored() }
  public command Dispatch() in stored allow system { emit Dispatched() }
  public command TakeBack() in underway allow system { emit TakenBack() }
  command Lose() in underway { emit Lost(gift: giftId) }
  command Give() in underway { emit Given() }
  on Stored -> stored
  on Dispatched -> underway { tries += 1 }
  on TakenBack -> stored
  on Lost -> lost
  on Given -> given
}

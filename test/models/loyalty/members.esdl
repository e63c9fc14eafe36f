context Members
uses Gifts

public id MemberId

aggregate Member by memberId: MemberId {
  state { wanted: Gifts.GiftId? }
  event Joined
  public event Left { wanted: Gifts.GiftId? }
  create command Join() { emit Joined() }
  command Leave(wanted: Gifts.GiftId?) { emit Left(wanted: command.wanted ?? state.wanted) }
  on Joined
  on Left { wanted }
}

context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Tagged { tag: string }
  /// @deprecated Tagged says one at a time.
  event TagsAdded { tags: string[] }
  command Tag(tag: string) { emit Tagged(tag) }
  command TagAll(tags: string[]) { emit TagsAdded(tags) }
  on Tagged
  on TagsAdded
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

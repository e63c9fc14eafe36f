context Shop

id OrderId

/// An order.
aggregate Order by orderId: OrderId {
  event Tagged { tag: string }
  retired event TagsAdded { tags: string[] } becomes Tagged(tag: t) for t in tags
  command Tag(tag: string) { emit Tagged(tag) }
  command TagAll(tags: string[]) { for t in tags { emit Tagged(tag: t) } }
  on Tagged
  event Placed {
    amount: int
  }
  create command Place() { emit Placed(amount: 1) }
  on Placed
}

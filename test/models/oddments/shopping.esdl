/// Exercises: lambdas that make values, optionals narrowed by `and`, lists replaced by `map`.
context Shopping
id OrderId
type Sku = string
/// doc
value Line { sku: Sku, quantity: int, price: decimal }
aggregate Order by orderId: OrderId {
  state { lines: Line[], total: decimal = 0, coupon: string? }
  event OrderPlaced { lines: Line[], coupon: string? }
  event LineQuantityChanged { sku: Sku, quantity: int }
  create command PlaceOrder(lines: Line[], coupon: string?) {
    let total = lines.sum(line => line.quantity * line.price)
    require total > 0 and total <= 10000 else InvalidTotal(total: total)
    if coupon != none and coupon.startsWith("X") {
      require total > 50 else InvalidTotal(total)
    }
    emit OrderPlaced(lines: lines, coupon: coupon)
  }
  command ChangeQuantity(sku: Sku, quantity: int where it > 0) {
    require lines.any(l => l.sku == sku) else UnknownLine(sku)
    emit LineQuantityChanged(sku, quantity)
  }
  rejection InvalidTotal "Total {total} is invalid" { total: decimal }
  rejection UnknownLine "{sku}?" { sku: Sku }
  on OrderPlaced { lines, coupon, total = event.lines.sum(l => l.quantity * l.price) }
  on LineQuantityChanged {
    lines = lines.map(l => if l.sku == event.sku then Line(sku: l.sku, quantity: event.quantity, price: l.price) else l)
    total = lines.sum(l => l.quantity * l.price)
  }
}
scenario "place" for Order {
  when PlaceOrder(lines: [Line("a", 2, 3.5)], coupon: none)
  then OrderPlaced(lines: [Line("a", 2, 3.5)])
}
scenario "place by name" for Order {
  given OrderPlaced(lines: [Line(sku: "a", quantity: 2, price: 3.5)])
  when ChangeQuantity(sku: "a", quantity: 3)
  then LineQuantityChanged(sku: "a", quantity: 3)
}

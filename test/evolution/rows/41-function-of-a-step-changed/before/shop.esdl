context Shop

id OrderId

function gross(net: int): int = net + tax(net)
function tax(net: int): int = net.div(10)

value Price {
  gross: int
  get half: int = gross.div(2)
  version 2 { rename net to gross  change gross from int = gross(old.net) }
}

/// An order.
aggregate Order by orderId: OrderId {
  state { sum: int = 0 }
  event Placed {
    amount: int
    price: Price
    version 2 { change amount from string = gross(old.amount.length) }
    version 3 { adopt Price 2 }
  }
  create command Place() { emit Placed(amount: 1, price: Price(2)) }
  on Placed { sum += event.price.half }
}

projection Orders by orderId: OrderId {
  taxes: int = 0
  on Placed { taxes += tax(event.amount) }
}

context Shop

id OrderId
type Mail = string

/// An order.
aggregate Order by orderId: OrderId {
  event Placed {
    mail: Mail
  }
  create command Place() { emit Placed(mail: "x") }
  on Placed
}

context Shop

id OrderId
role Clerk

/// Priced by a function that is written in TypeScript, and has no sample.
external function rate(country: string): decimal

aggregate Order by orderId: OrderId {
  lifecycle placed -> paid -> shipped, placed | paid -> cancelled
  state {
    reference: string
    lines: string[]
    paid: decimal = 0
    refunded: decimal = 0
    get left: decimal = paid - refunded
  }
  invariant NoOverRefund "Refunds never exceed what was paid": refunded <= paid

  rejection EmptyOrder "An order needs at least one line"
  rejection RefundTooLarge "Only {left} can be refunded" { left: decimal }

  event OrderPlaced { reference: string, lines: string[] }
  event OrderPaid { amount: decimal(2) }
  event Refunded { amount: decimal(2) }
  event OrderShipped
  event OrderCancelled { reason: string }

  create command Place(reference: string, lines: string[]) {
    require not lines.isEmpty else EmptyOrder
    emit OrderPlaced(reference, lines)
  }
  command Pay(amount: decimal(2)) in placed { emit OrderPaid(amount) }
  command Refund(amount: decimal(2)) in paid | shipped allow Clerk {
    require amount <= left else RefundTooLarge(left)
    emit Refunded(amount)
  }
  command Ship() in paid { emit OrderShipped() }
  command Cancel(reason: string) in placed | paid {
    emit OrderCancelled(reason)
  }
  command Settle(country: string) in placed {
    emit OrderPaid(amount: (rate(country) * 100).round(2))
  }

  on OrderPlaced -> placed { reference, lines }
  on OrderPaid -> paid { paid += event.amount }
  on Refunded { refunded += event.amount }
  on OrderShipped -> shipped
  on OrderCancelled -> cancelled
}

scenario "right" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then OrderPaid(amount: 20)
}

scenario "another event" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then OrderCancelled() // ! OrderCancelled was expected, and OrderPaid happened
}

scenario "a missing event" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then OrderPaid(amount: 20), OrderShipped() // ! OrderShipped was expected, and did not happen
}

scenario "an extra event" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20), Ship()
  then OrderPaid(amount: 20) // ! OrderShipped happened besides, and was not expected
}

scenario "another order" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20), Ship()
  then OrderShipped(), OrderPaid() // ! OrderShipped was expected at another place
}

scenario "another value of a field" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then OrderPaid(amount: 21) // ! OrderPaid was expected with amount: 21, and came with amount: 20
}

scenario "another element of a list" for Order {
  when Place(reference: "r", lines: ["a", "b"])
  then OrderPlaced(lines: ["b", "a"]) // ! OrderPlaced was expected with lines: ["b", "a"], and came with lines: ["a", "b"]
}

scenario "events where nothing is expected" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then nothing // ! nothing was expected, and OrderPaid happened
}

scenario "accepted where a rejection is expected" for Order {
  given OrderPlaced(reference: "r", lines: ["a"]), OrderPaid(amount: 20)
  when Refund(amount: 20) as Clerk
  then rejected RefundTooLarge // ! RefundTooLarge was expected, and nothing was rejected
}

scenario "another rejection" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Refund(amount: 20) as Clerk
  then rejected RefundTooLarge // ! RefundTooLarge was expected, and NotAllowed came: It is not allowed in the status placed
}

scenario "other data of the rejection" for Order {
  given OrderPlaced(reference: "r", lines: ["a"]), OrderPaid(amount: 20)
  when Refund(amount: 21) as Clerk
  then rejected RefundTooLarge(left: 21) // ! RefundTooLarge was expected, and came with other fields
}

scenario "rejected where events are expected" for Order {
  given OrderPlaced(reference: "r", lines: ["a"]), OrderPaid(amount: 20)
  when Refund(amount: 21) as Clerk // ! Refund was rejected: Only 20 can be refunded
  then Refunded()
}

scenario "rejected where nothing is expected" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Ship() // ! Ship was rejected: It is not allowed in the status placed
  then nothing
}

scenario "rejected where nothing is said" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Ship() // ! Ship was rejected: It is not allowed in the status placed
}

scenario "rejected in between" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when
    Ship(), // ! Ship was rejected: It is not allowed in the status placed
    Pay(amount: 20)
  then OrderPaid()
}

scenario "another value in the state" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then OrderPaid()
  then state(status: paid, paid: 21, left: 20) // ! the state of the Order was expected with paid: 21, and has paid: 20
}

scenario "another status" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Pay(amount: 20)
  then state(status: shipped) // ! the state of the Order was expected with status: shipped, and has status: paid
}

scenario "the state of what does not exist" for Order {
  when Place(reference: "r", lines: [])
  then rejected EmptyOrder
  then state(status: placed) // ! a state was expected, and the Order does not exist
}

scenario "a history that does not begin" for Order {
  given OrderPaid(amount: 20) // ! A stream of Order cannot begin with OrderPaid
  when Ship()
  then OrderShipped()
}

scenario "a function without a sample" for Order {
  given OrderPlaced(reference: "r", lines: ["a"])
  when Settle(country: "FR") // ! This needs what the external function Shop.rate answers, and it has no sample
  then OrderPaid(amount: 8)
}

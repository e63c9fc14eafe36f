/// Knows what is on the shelves, and what of it is promised to an order. Knows nothing of customers and money.
context Warehouse

// What another context may use is `public`. Sales writes `Warehouse.Sku`.
public type Sku = string where it matches /^[A-Z]{3}-[0-9]{1,6}$/
public type Quantity = int where it >= 1 and it <= 999
public id HoldId

role Storekeeper

/// One kind of thing, and how many of it there are.
aggregate Product by sku: Sku {
  state {
    title: string
    stock: int = 0
    holds: map<HoldId, Quantity>
    get free: int = stock - holds.values.sum(n => n)
  }

  // Judged after every command: whoever breaks it is refused, and nothing is stored.
  invariant NeverOversold "No more is promised than is there": free >= 0

  rejection OutOfStock "Only {free} of {title} are left" { title: string, free: int }

  event ProductListed { title: string, quantity: Quantity }
  event StockHeld { hold: HoldId, quantity: Quantity }
  event HoldReleased { hold: HoldId }
  event StockShipped { hold: HoldId, quantity: Quantity }

  create command ListProduct(title: string where it.length >= 1, quantity: Quantity) allow Storekeeper {
    emit ProductListed(title, quantity)
  }

  // `system` is the saga in sales.esdl. The three commands below may be asked twice and act once.
  public command HoldStock(hold: HoldId, quantity: Quantity) allow system {
    if not holds.has(hold) {
      require quantity <= free else OutOfStock(title, free)
      emit StockHeld(hold, quantity)
    }
  }
  public command ReleaseHold(hold: HoldId) allow system {
    if holds.has(hold) {
      emit HoldReleased(hold)
    }
  }
  public command ShipHeld(hold: HoldId) allow system {
    let quantity = holds[hold]
    if quantity != none {
      emit StockShipped(hold, quantity)
    }
  }

  on ProductListed {
    title
    stock = event.quantity
  }
  on StockHeld { holds[event.hold] = event.quantity }
  on HoldReleased { remove holds[event.hold] }
  on StockShipped {
    stock -= event.quantity
    remove holds[event.hold]
  }
}

scenario "nothing is promised twice" for Product {
  given ProductListed(title: "Green tea", quantity: 3), StockHeld(hold: "first", quantity: 2)
  when HoldStock(hold: "second", quantity: 2)
  then rejected OutOfStock(free: 1)
}

scenario "holding twice for one order holds once" for Product {
  given ProductListed(title: "Green tea", quantity: 3), StockHeld(hold: "first", quantity: 2)
  when HoldStock(hold: "first", quantity: 2)
  then nothing
}

scenario "what is released can be promised again" for Product {
  given
    ProductListed(title: "Green tea", quantity: 3),
    StockHeld(hold: "first", quantity: 3),
    HoldReleased(hold: "first")
  when HoldStock(hold: "second", quantity: 3)
  then StockHeld(quantity: 3)
}

context Payments

public id PaymentId
/** A block comment, not a doc comment. */
public type Currency = string where it matches /^[A-Z]{3}$/
public value Price {
  amount: decimal(2) where it >= 0
  currency: Currency
}
public role Cashier

public aggregate Payment by paymentId: PaymentId {
  lifecycle taken -> returned
  state { price: Price }
  invariant Something: price.amount > 0
  rejection Unknown "{currency} is not taken" { currency: Currency }
  event Taken { price: Price }
  public event Returned { price: Price }
  public create command Take(price: Price) allow system, Cashier {
    require price.currency in ["EUR", "CHF", "USD"] else Unknown(currency: price.currency)
    emit Taken(price)
  }
  public command Return() in taken allow system { emit Returned(price) }
  on Taken -> taken { price }
  on Returned -> returned
}

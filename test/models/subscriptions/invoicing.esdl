/// Who owes what, and who has paid.
context Invoicing
uses Subscriptions as partnership

public id InvoiceId

public aggregate Invoice by invoiceId: InvoiceId {
  lifecycle open -> paid, open -> void, paid -> void, open | paid | void -> closed

  state {
    subscription: Subscriptions.SubscriptionId
    amount: decimal(2) where it >= 0
    declined: int = 0
    paidAt: instant in paid
  }

  rejection TooLittle "At least {amount} is owed" { amount: decimal(2) }

  event Charged { subscription: Subscriptions.SubscriptionId, amount: decimal(2) }
  public event Paid { subscription: Subscriptions.SubscriptionId, amount: decimal(2) }
  public event Declined { subscription: Subscriptions.SubscriptionId?, reason: string }
  event GivenBack { why: string }
  event Closed { afterDays: string }

  public create command Charge(subscription: Subscriptions.SubscriptionId, amount: decimal(2)) {
    emit Charged(subscription, amount)
  }
  public command Pay(amount: decimal(2)) in open allow system {
    require command.amount >= state.amount else TooLittle(amount: state.amount)
    emit Paid(subscription, amount: command.amount)
  }
  command Decline(reason: string) in open allow system {
    emit Declined(subscription, reason)
  }
  public command GiveBack(why: string) in open | paid allow system { emit GivenBack(why) }
  public command Close(afterDays: string) in open | paid | void allow system { emit Closed(afterDays) }

  on Charged -> open { subscription, amount }
  on Paid -> paid { paidAt = meta.occurredAt }
  on Declined { declined += 1 }
  on GivenBack -> void
  on Closed -> closed
}

/// One row for every plan that was ever sold.
projection Sold by (plan: Subscriptions.Plan, term: Subscriptions.Term) {
  count: int = 0
  total: decimal = 0
  biggest: decimal?
  get mean: decimal = if count > 0 then total / count else 0

  index total desc, plan
  on Subscriptions.Subscribed where event.amount > 0 by (event.plan, event.term) {
    count += 1
    total += event.amount
    biggest = max(biggest ?? 0, event.amount)
  }
  query ofPlan(plan: Subscriptions.Plan) where row.plan == query.plan
  query better(than: decimal) where total > than order by total desc, count limit 5
}
projection Standing by subscription: Subscriptions.SubscriptionId {
  owed: decimal = 0
  ended: bool = false
  on Charged by event.subscription { owed += event.amount }
  on Paid by event.subscription update { owed -= event.amount }
  on Subscriptions.Ended by event.subscriptionId delete
}

/// What people have subscribed to, and until when.
//
// Exercises: two contexts that are partners (each uses the other); sagas with every kind of input (`on EVENT`, `on
// rejected`, `on completed` of a command of ours and of an external one, `after`), `where` on several handlers for one
// input, `for`, `if` and `let` in saga bodies, `as actor` with `undo`, `from start`, a saga without `by` whose event has
// one field of the key's type, an optional field that correlates when present; saga version clauses; external commands
// with `returns` and `sample`; external functions in commands and sagas; policies.
context Subscriptions
uses Invoicing as partnership

public id SubscriptionId
public id SubscriberId
public enum Plan { free, basic, pro, team }
public enum Term { monthly, yearly }

role Subscriber
role Support

external function discount(plan: Plan, code: string?): decimal(2) sample 0
external command SendMail(to: SubscriberId, subject: string, body: string?)
/// Asks the tax office; the number is checked there.
external command CheckVat(number: string) returns { valid: bool, name: string? } sample (valid: true, name: none)

function months(term: Term): int = if term == yearly then 12 else 1
function price(plan: Plan, seats: int): decimal(2) =
  if plan == free then 0 else if plan == basic then 9.90 * seats else if plan == pro then 19.9 * seats else 15 * seats
/// Calendar months do not matter here: a month is thirty days.
function termOf(term: Term): duration = if term == yearly then 365d else 30d

public aggregate Subscription by subscriptionId: SubscriptionId {
  lifecycle pending -> active -> pastDue -> active, active | pastDue -> ended, pending -> ended

  state {
    subscriber: SubscriberId
    plan: Plan
    term: Term = monthly
    seats: int = 1
    vat: string?
    until: instant in active | pastDue
    since: instant in active | pastDue
    endedAt: instant in ended
    get amount: decimal(2) = price(plan, seats) * months(term)
  }

  invariant Seats "There is a seat at least": seats >= 1
  unique subscriber in pending | active | pastDue else AlreadySubscribed

  rejection AlreadySubscribed "There is a subscription already"
  rejection SamePlan "It is {plan} already" { plan: Plan }
  rejection NotATeam "Only a team has more than one seat"

  public event Subscribed { subscriber: SubscriberId, plan: Plan, term: Term, seats: int, amount: decimal(2), vat: string? }
  public event Renewed { until: instant }
  event PaymentMissed { invoice: Invoicing.InvoiceId? }
  event PlanChanged { plan: Plan, seats: int }
  public event Ended { why: string }

  create command Subscribe(subscriber: SubscriberId, plan: Plan, term: Term = monthly, seats: int = 1, vat: string?, code: string?)
    allow Subscriber where caller.id == subscriber, Support {
    require plan == team or seats == 1 else NotATeam
    let full = price(plan, seats) * months(term)
    emit Subscribed(subscriber, plan, term, seats, amount: max(0, full - discount(plan, code)), vat)
  }
  public command Renew(paid: decimal(2)) in pending | active | pastDue allow system {
    if status == active or status == pastDue {
      emit Renewed(until: max(until, now) + termOf(term))
    } else {
      emit Renewed(until: now + termOf(term))
    }
  }
  public command MissPayment(invoice: Invoicing.InvoiceId?) in active allow system {
    emit PaymentMissed(invoice)
  }
  command ChangePlan(newPlan: Plan, newSeats: int = 1) in active allow Subscriber where caller.id == subscriber {
    require newPlan != plan or newSeats != seats else SamePlan(plan)
    require newPlan == team or newSeats == 1 else NotATeam
    emit PlanChanged(plan: newPlan, seats: newSeats)
  }
  public command End(why: string) in pending | active | pastDue allow Subscriber where caller.id == subscriber, Support, system {
    emit Ended(why)
  }

  on Subscribed -> pending { subscriber, plan, term, seats, vat }
  on Renewed -> active {
    if status == active or status == pastDue { since = since } else { since = meta.occurredAt }
    until
  }
  on PaymentMissed -> pastDue
  on PlanChanged { plan, seats }
  on Ended -> ended { endedAt = meta.occurredAt }
}

/// Checks, charges and activates; tells the subscriber what became of it.
saga Activation by subscriptionId: SubscriptionId {
  state {
    subscriber: SubscriberId
    amount: decimal(2)
    attempts: int = 0
    problems: string[]
    vatName: string?
  }

  version 2 {
    add attempts = 0
    add problems
    add vatName
    rename step charging to paying
    remove step verifying as checking
  }

  start on Subscribed -> checking {
    subscriber, amount
    let number = event.vat
    if number != none {
      send CheckVat(number)
    } else {
      send CheckVat(number: "none")
    }
  }

  step checking {
    on completed CheckVat where reply.valid -> paying {
      vatName = reply.name
      attempts = 1
      send Invoicing.Charge(invoiceId: Invoicing.InvoiceId(subscriptionId), subscription: subscriptionId, amount)
        undo Invoicing.GiveBack(invoiceId: Invoicing.InvoiceId(subscriptionId), why: "not activated")
    }
    on completed CheckVat -> failed {
      problems += "the VAT number is unknown"
      for problem in problems {
        send SendMail(to: subscriber, subject: "Not activated", body: problem)
      }
      send End(subscriptionId, why: problems.first ?? "unknown")
    }
    on rejected CheckVat -> failed {
      send End(subscriptionId, why: rejection.type + ": " + rejection.message)
    }
    on Ended -> failed
    after 1h -> failed { send End(subscriptionId, why: "timed out") }
  }

  step paying {
    on Invoicing.Paid where event.amount < state.amount { problems += "paid too little" }
    on Invoicing.Paid -> renewing {
      send Renew(subscriptionId, paid: event.amount) as actor
        undo MissPayment(subscriptionId, invoice: event.invoiceId)
    }
    on completed Invoicing.Charge { attempts += 1 }
    on rejected Invoicing.Charge -> failed {
      send End(subscriptionId, why: rejection.message)
    }
    on Invoicing.Declined where attempts < 3 -> paying { attempts += 1 }
    on Invoicing.Declined -> failed {
      undo all
      if attempts > 1 {
        send SendMail(to: subscriber, subject: "Declined " + event.reason, body: none)
      } else if problems.isEmpty {
        send SendMail(to: subscriber, subject: "Declined", body: event.reason)
      } else {
        send SendMail(to: subscriber, subject: "Problems", body: problems.last)
      }
      send End(subscriptionId, why: event.reason)
    }
    after 3d -> failed {
      undo all
      send End(subscriptionId, why: "not paid")
    }
  }

  step renewing {
    on Renewed -> done
    on rejected Renew -> failed { undo all }
  }

  end done, failed
}

policy Greet on Subscribed {
  send SendMail(to: event.subscriber, subject: "Welcome", body: if event.plan == free then none else "Thank you")
}
policy Farewell from start on Ended where event.why != "upgrade" {
  let days = "30"
  send Invoicing.Close(invoiceId: Invoicing.InvoiceId(event.subscriptionId), afterDays: days)
}

scenario "a paid subscription is active" {
  when Subscribe(subscriptionId: "s", subscriber: "ada", plan: pro) as Subscriber "ada"
  when Invoicing.Pay(invoiceId: "s", amount: 19.9)
  then Subscription "s" { Subscribed(plan: pro, amount: 19.9), Renewed() }
  then Activation "s" done
}
scenario "an unpaid one ends" {
  when Subscribe(subscriptionId: "s", subscriber: "ada", plan: basic) as Subscriber "ada"
  when after 73h
  then Subscription "s" { Subscribed(), Ended(why: "not paid") }
  then Invoicing.Invoice "s" { Charged(amount: 9.9), GivenBack(), Closed() }
  then Activation "s" failed
}

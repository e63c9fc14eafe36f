/// Policies: what is covered, and for how much.
//
// Exercises: a partnership with Claims (a circle of contexts); public ids, types, enums, values, roles and functions;
// decimals with round, abs and `/`; value invariants and getters over other values; brands over decimals in arithmetic;
// `personal` and `personal of`; an aggregate's types seen from outside because a public event mentions them.
context Underwriting
uses Claims as partnership

public id PolicyId
public id HolderId
/// ISO 4217.
public type Currency = string where it matches /^[A-Z]{3}$/
public type Percent = decimal(4) where it >= 0 and it <= 100
public enum Peril { fire, water, theft, glass }
public role Underwriter

/// An amount in one currency.
public value Money {
  amount: decimal(2)
  currency: Currency

  invariant NotNegative "An amount is never negative": amount >= 0
  get isZero: bool = amount == 0
}

public value Cover {
  peril: Peril
  limit: Money
  /// What the holder bears.
  deductible: Money
  share: Percent = 100

  invariant SameCurrency: limit.currency == deductible.currency
  invariant Sensible "The deductible stays below the limit": deductible.amount < limit.amount

  get most: decimal(2) = (limit.amount * share / 100).round(2)
}

public function plus(a: Money, b: Money): Money = Money(amount: a.amount + b.amount, currency: a.currency)
function percent(of: decimal, rate: Percent): decimal = (of * rate / 100).round(2)
function premiumOf(covers: Cover[], rate: Percent): decimal = percent(covers.sum(c => c.limit.amount), rate)

aggregate Policy by policyId: PolicyId {
  lifecycle offered -> active -> lapsed, active -> terminated

  state {
    holder: HolderId
    holderName: string personal of holder
    birthday: date? personal of holder
    covers: Cover[] where it.size >= 1 and it.size <= 8
    rate: Percent
    premium: decimal(2) where it > 0
    paidUntil: date in active
    claimed: map<Peril, decimal>
    ended: date in lapsed | terminated
    get total: decimal = claimed.values.sum
    get perils: Peril[] = covers.map(c => c.peril)
  }

  invariant OncePerPeril "A peril is covered once": perils.distinct.size == perils.size

  rejection TooExpensive "{premium} is more than {most}" { premium: decimal, most: decimal }
  rejection NotCovered "{peril} is not covered" { peril: Peril }

  event Offered {
    holder: HolderId
    holderName: string personal of holder
    birthday: date? personal of holder
    covers: Cover[]
    rate: Percent
    premium: decimal(2)
  }
  public event Activated { covers: Cover[], until: date }
  event Renewed { until: date }
  event Charged { peril: Peril, amount: decimal }
  event Lapsed
  public event Terminated { on: date, why: string }

  create command Offer(
    holder: HolderId,
    holderName: string personal of holder,
    birthday: date? personal of holder,
    covers: Cover[] where it.size >= 1,
    rate: Percent,
    most: decimal?,
  ) allow Underwriter {
    let premium = premiumOf(covers, rate)
    require most == none or premium <= most else TooExpensive(premium, most)
    emit Offered(holder, holderName, birthday, covers, rate, premium)
  }
  command Activate(until: date) in offered allow Underwriter, system {
    emit Activated(covers, until)
  }
  command Renew(until: date) in active allow Underwriter {
    if until > paidUntil { emit Renewed(until) }
  }
  public command Charge(peril: Peril, amount: decimal(2) where it > 0) in active allow system {
    let cover = covers.find(c => c.peril == peril)
    require cover != none else NotCovered(peril)
    emit Charged(peril, amount: min(amount, cover.most))
  }
  command Lapse() in active allow system { emit Lapsed() }
  command Terminate(why: string) in active allow Underwriter {
    emit Terminated(on: now.date, why)
  }

  on Offered -> offered { holder, holderName, birthday, covers, rate, premium }
  on Activated -> active { paidUntil = event.until }
  on Renewed { paidUntil = event.until }
  on Charged { claimed[event.peril] = (claimed[event.peril] ?? 0) + event.amount.abs }
  on Lapsed -> lapsed { ended = meta.occurredAt.date }
  on Terminated -> terminated { ended = event.on }
}

/// A granted claim is charged to the policy it was made under.
policy ChargeGranted on Claims.Granted {
  send Charge(policyId: event.policyId, peril: event.peril, amount: event.granted.amount)
}

scenario "the premium is a share of the limits" for Policy {
  when Offer(
    holder: "h",
    holderName: "Ada",
    birthday: "1990-12-10",
    covers: [Cover(peril: fire, limit: Money(1000, "EUR"), deductible: Money(100, "EUR"))],
    rate: 2.5,
    most: none,
  ) as Underwriter
  then Offered(premium: 25)
}
scenario "a peril is covered once" for Policy {
  when Offer(
    holder: "h", holderName: "Ada", birthday: none, rate: 1, most: none,
    covers: [
      Cover(fire, Money(1000, "EUR"), Money(100, "EUR"), 100),
      Cover(fire, Money(1000, "EUR"), Money(100, "EUR"), 50),
    ]
  ) as Underwriter
  then rejected InvariantViolated
}

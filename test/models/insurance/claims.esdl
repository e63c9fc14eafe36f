/// What went wrong, and what is paid for it.
context Claims
uses Underwriting as partnership

public id ClaimId
role Adjuster
role Holder

public aggregate Claim by claimId: ClaimId {
  lifecycle reported -> assessed -> granted, reported | assessed -> refused, refused -> reported

  state {
    policy: Underwriting.PolicyId
    peril: Underwriting.Peril
    asked: Underwriting.Money
    items: Item[]
    notes: string[]
    assessedBy: string in assessed | granted
    worth: Underwriting.Money in assessed | granted
    why: string in refused
  }

  entity Item by number: int {
    what: string
    worth: Underwriting.Money
  }

  rejection Nothing "Nothing is left to be paid"
  rejection Mixed "All items are in {currency}" { currency: Underwriting.Currency }

  event Reported { policyId: Underwriting.PolicyId, peril: Underwriting.Peril, asked: Underwriting.Money, items: Item[] }
  event Assessed { by: string, worth: Underwriting.Money }
  event Noted { text: string }
  public event Granted { policyId: Underwriting.PolicyId, peril: Underwriting.Peril, granted: Underwriting.Money }
  event Refused { why: string }
  event Reopened { note: string }

  create command Report(policyId: Underwriting.PolicyId, peril: Underwriting.Peril, items: Item[] where it.size > 0)
    allow Holder {
    let currency = items.first?.worth.currency ?? Underwriting.Currency("EUR")
    require items.all(i => i.worth.currency == currency) else Mixed(currency)
    let asked = Underwriting.Money(items.sum(i => i.worth.amount), currency)
    emit Reported(policyId, peril, asked, items)
  }
  command Assess(worth: decimal(2) where it >= 0) in reported allow Adjuster {
    emit Assessed(by: caller.id, worth: Underwriting.Money(amount: min(worth, asked.amount), currency: asked.currency))
  }
  command Note(text: string where not it.isEmpty) in reported | assessed {
    emit Noted(text)
  }
  command Grant() in assessed allow Adjuster where caller.id != assessedBy {
    require not worth.isZero else Nothing
    emit Granted(policyId: policy, peril, granted: Underwriting.plus(worth, Underwriting.Money(0, worth.currency)))
  }
  command Refuse(why: string) in reported | assessed allow Adjuster { emit Refused(why) }
  command Reopen() in refused allow Holder {
    emit Reopened(note: "refused before: " + why)
  }

  on Reported -> reported { policy = event.policyId, peril, asked, items }
  on Assessed -> assessed { assessedBy = event.by, worth }
  on Noted { notes += event.text }
  on Granted -> granted
  on Refused -> refused { why }
  on Reopened -> reported { notes = notes + [event.note] }
}

scenario "a granted claim is charged" {
  given Underwriting.Policy "p" {
    Offered(
      holder: "h", holderName: "Ada", rate: 2.5, premium: 25,
      covers: [Underwriting.Cover(glass, Underwriting.Money(100, "EUR"), Underwriting.Money(1, "EUR"))])
    Activated(covers: [], until: "2027-01-01")
  }
  given Claim "c" {
    Reported(policyId: "p", peril: glass, asked: Underwriting.Money(70, "EUR"), items: [])
    Assessed(by: "x", worth: Underwriting.Money(60, "EUR"))
  }
  when Grant(claimId: "c") as Adjuster "y"
  then Claim "c" { Granted(granted: Underwriting.Money(60, "EUR")) }
  then Underwriting.Policy "p" { Charged(peril: glass, amount: 60) }
}

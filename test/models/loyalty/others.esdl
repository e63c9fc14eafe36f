context Tills

public id TillId
public role Cashier
aggregate Till by tillId: TillId {
  state { total: decimal = 0 }
  public event Paid { amount: decimal(2), card: string? }
  public any command Pay(amount: decimal(2) where it > 0, card: string?) allow Cashier { emit Paid(amount, card) }
  on Paid { total += event.amount }
}

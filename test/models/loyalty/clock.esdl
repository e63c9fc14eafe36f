context Clock

public id YearId = string where it matches /^[0-9]{4}$/
public aggregate Year by year: YearId {
  state { cards: string[] }
  public event YearBegan { cards: string[] }
  public create command BeginYear(cards: string[]) allow system { emit YearBegan(cards) }
  on YearBegan { cards }
}

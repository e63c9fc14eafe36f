context Billing

public value Rate { percent: int }

context Billing

value Rate { percent: int }

context Billing
uses Shop as partnership

public id PaymentId

context Billing

public id PaymentId

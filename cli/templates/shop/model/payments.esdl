/// Money comes in and goes back. What does that is no part of the model: src/handwritten/payments.ts.
context Payments

public id PaymentId

// An external command is carried out by code of yours. `sample` is what scenarios take for its reply.
public external command TakePayment(payment: PaymentId, amount: decimal(2)) returns { receipt: string }
  sample (receipt: "R-1")

public external command GiveBack(payment: PaymentId, amount: decimal(2))

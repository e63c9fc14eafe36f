context Shop
uses Billing as anticorruption

id OrderId

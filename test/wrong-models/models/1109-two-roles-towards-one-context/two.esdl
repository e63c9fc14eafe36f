context Shop
uses Billing as shared kernel // ! ESDL1109 Another file uses Billing as anticorruption

id BasketId

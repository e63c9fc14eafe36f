context Shop
uses Billing // ! ESDL1108 Billing and Shop use one another in a circle

public id OrderId

context Shop

id OrderId
id CustomerId

function same(order: OrderId, other: CustomerId): bool = order == other // ! ESDL2008

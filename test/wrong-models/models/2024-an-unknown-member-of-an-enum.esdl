context Shop

enum Channel { web, store }

function isOnline(channel: Channel): bool = channel == Channel.wep // ! ESDL2024 Channel has no member

/// Exercises: names of members, optional enums.
context Enums
enum E { a, b }
function n(e: E?): string? = e?.name
function m(e: E?): string = e?.name.upper() ?? "none"
function p(xs: E[], m: map<E, int>): map<E, int> = if xs.isEmpty then m else m

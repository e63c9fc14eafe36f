/// Exercises: brands over decimals in functions: sums, extremes, comparisons, quotients.
context Money
type Money = decimal(2) where it >= 0
function sum(xs: Money[]): Money = xs.sum
function half(x: Money): Money = (x / 2).round(2)
function less(x: Money, y: Money): bool = x < y and x != y and x == 5 and min(x, y) > 3 and max(x, 0) >= y
function avg(xs: Money[]): decimal? = if xs.isEmpty then none else xs.sum / xs.size

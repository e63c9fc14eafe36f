/// Every type in every place.
//
// Exercises: all scalars as fields, optionals, lists, sets and map values; brands over each of them; defaults and `where`
// on each; the operators, comparisons and methods of each; conversions; brands in arithmetic; every literal; strings
// with escapes; numbers at the edges; `json`; optional lists; map keys of every kind that has one.
context Scalars

id RowId
id TextId = string where not it.isEmpty
id NumberId = int where it > 0
id DayId = date

type Text = string where it.length >= 1
type Whole = int where it >= -9007199254740991 and it <= 9007199254740991
type Small = int where it > -10 and it < 10 and it != 0
type Exact = decimal
type Cents = decimal(2) where it >= -1000000000000.00
type Fine = decimal(10)
type Flag = bool
type Token = uuid
type When = instant where it >= "1970-01-01T00:00:00.000Z"
type Day = date where it < "2100-01-01"
type Span = duration where it < 3650d
type Anything = json
type Code = string where it matches /^(A|B)[^\]\/"\\]{0,3}$/ and it.length <= 4
type Colours = Colour
type Name = string personal where it.trim() != "" and it.lower() != "none"
enum Colour { red, green, blue }
enum Size { small, red, large }

/// Each once.
value All {
  s: string, i: int, d: decimal, d2: decimal(2), b: bool, u: uuid, t: instant, y: date, p: duration, j: json
  c: Colour
  text: Text, whole: Whole, small: Small, exact: Exact, cents: Cents, fine: Fine, flag: Flag, token: Token, since: When
  day: Day, span: Span, code: Code, any: Anything, row: RowId, id: TextId, number: NumberId, colours: Colours
}
/// Each optional.
value Maybe {
  s: string?, i: int?, d: decimal?, d2: decimal(2)?, b: bool?, u: uuid?, t: instant?, y: date?, p: duration?, j: json?
  c: Colour?, text: Text?, cents: Cents?, flag: Flag?, since: When?, day: Day?, span: Span?, list: string[]?, all: All?
  words: set<string>?, map: map<string, int>?
  get sOr: string = s ?? text ?? "nothing"
  get iOr: int = i ?? -1
  get dOr: decimal = d ?? d2 ?? cents ?? (i ?? 0)
  get later: instant? = if t != none and p != none then t + p else t ?? since
  get size: int = (list ?? []).size + (words?.size ?? 0) + (map?.size ?? 0)
  get deep: string = all?.text ?? all?.s ?? "none"
  get either: bool = b == true or flag == true or not (b ?? false)
}
/// Many of each.
value Many {
  s: string[], i: int[], d: decimal[], d2: decimal(2)[], b: bool[], u: uuid[], t: instant[], y: date[], p: duration[]
  c: Colour[], text: Text[], cents: Cents[], days: Day[], spans: Span[], rows: RowId[], nested: int[][], maybes: Maybe[]
  get total: decimal = d.sum + d2.sum + i.sum + cents.sum(x => x)
  get first: string = s.first ?? text.first ?? ""
  get latest: instant? = t.max
  get earliest: date? = y.min
  get longest: duration? = p.max(x => x)
  get whole: duration = p.sum
  get flat: int[] = nested.flatMap(n => n.filter(x => x > 0))
  get sorted: date[] = y.distinct.sortBy(x => x)
  get counted: int = b.count(x => x) + c.count(x => x == red) + s.count
  get joined: string[] = s + text.map(x => x + "!")
  get found: Cents? = cents.find(x => x > 10)
  get has: bool = s.contains("x") and u.any(x => x == "00000000-0000-0000-0000-000000000000") or rows.isEmpty
  get every: bool = i.all(x => x % 2 == 0) and p.all(x => x > 1s) and y.all(x => x > "2020-02-29")
}
value Sets {
  s: set<string>, i: set<int>, d: set<decimal>, u: set<uuid>, t: set<instant>, y: set<date>, c: set<Colour>, r: set<RowId>
  get same: bool = s == ["a", "b"] or i.contains(3) or d.size > 3 or 2.5 in d
  get reds: set<Colour> = c.filter(x => x == red)
  get lengths: int[] = s.map(x => x.length)
}
value Maps {
  s: map<string, string>, u: map<uuid, int>, t: map<instant, decimal>, y: map<date, bool>, c: map<Colour, int[]>
  code: map<Code, Maybe>, r: map<RowId, set<string>>, x: map<TextId, json>, p: map<string, map<Colour, int>>
  get keys: string[] = s.keys.map(k => k) + s.values
  get reds: int = c[red]?.size ?? 0
  get inner: int = (p["a"] ?? none)?.get(blue) ?? 0
  get has: bool = s.has("a") and c.has(green) and y["2026-01-01"] == true
}
value Defaults {
  s: string = "a \"quoted\" \\ text\n\twith $ {braces} and ünïcode",
  i: int = -3, d: decimal = 12.50, d2: decimal(2) = 3, b: bool = true, u: uuid = "00000000-0000-0000-0000-000000000000"
  t: instant = "2026-01-01T00:00:00.000Z", y: date = "2026-02-28", p: duration = 90m, q: duration = "PT1H30M", c: Colour = Colour.red
  z: Size = red, list: int[] = [1, 2, 3], none2: string? = none, cents: Cents = 0.99, span: Span = 500ms, day: Day = "2026-03-01"
  small: Small = 5, text: Text = "x", m: set<Colour> = [red, blue], v: Pair = Pair(1, 2.5), l: Pair[] = [Pair(a: 1, b: 2)]
  e: string[] = [], o: int? = 7
}
value Pair { a: int, b: decimal }

function mix(i: int, d: decimal, c: Cents, s: Small, w: Whole): decimal =
  -i + d * c - s / 3.0 + (w - i) % 7 * 2 + i.div(2) + d.round(3) + c.abs + s.abs
function compare(a: string, b: Text, i: int, d: decimal): bool =
  a < b and b <= "z" and a >= b or i < d and d != i or a == b and not (i == 3 or i != 4)
function precedence(a: int?, b: int, c: bool): bool = a ?? b + 1 == b * 2 - -1 and c or not c and b in [1, 2] or not b > 3
function days(from: instant, to: instant, on: date): int =
  (to - from).days + from.date.daysUntil(on) + on.plusDays(-3).daysUntil("2026-12-31") + (to - from + 3d - 2h).hours
function smaller(a: instant, b: date, p: duration): bool =
  min(a, "2026-01-01T00:00:00.000Z") < a and max(b, "2026-01-01") > b and min(p, 3s) == max(500ms, p) and min("a", "b") == "a"
function parts(text: string): string[] = text.trim().split(",").filter(p => p.startsWith("a") or p.endsWith("b") or p.contains(" "))
function nested(a: int): string =
  if a == 1 then "one" else if a == 2 then "two" else (if a > 100 then "many" else "some") + " of " + Colour.green.name
function size(o: Maybe?): int = o?.list?.size ?? o?.all?.text.length ?? 0
function same(a: Colour, b: Colour?, c: Token, d: uuid, e: RowId): bool = a == b and c == d and e != d and b != none
function pairs(l: Pair[]): Pair[] = l.map(x => Pair(a: x.a + 1, b: x.b * 2)).sortBy(x => x.b) + [Pair(0, 0)]

aggregate Row by row: RowId {
  state {
    all: All
    maybe: Maybe
    many: Many
    sets: Sets
    maps: Maps
    defaults: Defaults
    limited: string[] where it.size <= 3 and it.all(x => x.length > 0)
    opt: int? where it > 3
    total: Whole = 0
    fine: Fine = 0
    text: Text = "x"
  }
  event Created { all: All, maybe: Maybe, many: Many, sets: Sets, maps: Maps, defaults: Defaults }
  event Counted { by: Small, fine: decimal, cents: Cents, text: Text }
  event Limited { limited: string[], opt: int? }

  create command Create(all: All, maybe: Maybe, many: Many, sets: Sets, maps: Maps, defaults: Defaults) {
    emit Created(all, maybe, many, sets, maps, defaults)
  }
  command Count(by: Small = 1, fine: Exact, cents: Cents?, token: string where it.length > 0) {
    let doubled = by * 2
    let sum = command.fine + (cents ?? 0)
    emit Counted(by: doubled - by, fine: sum / 3, cents: (sum * 100).round(2), text: Text(token.upper()))
  }
  command Limit(limited: string[], opt: int?) { emit Limited(limited: command.limited + ["x"], opt: command.opt ?? state.opt) }

  on Created { all, maybe, many, sets, maps, defaults }
  on Counted {
    total += event.by
    fine = (state.fine + event.fine).round(10)
    text = Text(event.text + "!")
  }
  on Limited { limited, opt }
}

projection Days by day: date {
  rows: set<RowId>
  texts: string[]
  total: Exact = 0
  on Counted by meta.occurredAt.date { rows += event.row, texts += event.text, total += event.cents }
  on Created by event.all.day { rows += event.row }
}
scenario "a row is counted" {
  when Count(row: "r", by: 1, fine: 3, token: "t")
  then rejected NotFound
}

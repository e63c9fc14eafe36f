/// What people earn, month by month.
//
// Exercises: exact decimals of many scales, `round`, `/` and conversion from int; brands over brands' results; functions
// that call functions over values and lists; maps keyed by enums, ids, texts and dates; values within values with getters
// and invariants; sets of enums; lists of values changed by `map`; sums of nothing; `sortBy` descending; enum `name`.
context Payroll

id EmployeeId
id PayrollId = string where it matches /^[0-9]{4}-(0[1-9]|1[0-2])$/
type Salary = decimal(2) where it >= 0 and it <= 1000000
type Rate = decimal(6) where it >= 0 and it < 1
type Grade = int where it >= 1 and it <= 12

enum Kind { base, bonus, overtime, tax, pension, insurance }
enum Weekday { monday, tuesday, wednesday, thursday, friday, saturday, sunday }

role Hr

value Item {
  kind: Kind
  amount: decimal(2)
  text: string? where it.length <= 80
  get isDeduction: bool = kind == tax or kind == pension or kind == insurance
  get label: string = kind.name.upper() + (if text != none then ": " + text else "")
  invariant Signed "Deductions are negative, the rest is not": isDeduction == (amount < 0) or amount == 0
}
value Slip {
  employee: EmployeeId
  items: Item[]
  get gross: decimal = items.filter(i => not i.isDeduction).sum(i => i.amount)
  get net: decimal = items.sum(i => i.amount)
  get biggest: Item? = items.sortBy(i => -i.amount).first
  get kinds: Kind[] = kindsOf(items).distinct
  invariant NeverNegative: net >= 0
}

function kindsOf(items: Item[]): Kind[] = items.map(i => i.kind)
function byRate(amount: decimal, rate: decimal): decimal(2) = (amount * rate).round(2)
function taxOf(gross: decimal): decimal(2) =
  byRate(min(gross, 2000), 0.05) + byRate(max(min(gross, 8000) - 2000, 0), 0.15) + byRate(max(gross - 8000, 0), 0.3)
function hourly(salary: Salary): decimal = salary / 173.3333
function overtime(salary: Salary, hours: decimal, day: Weekday): decimal(2) =
  (hourly(salary) * hours * (if day in [saturday, sunday] then 1.5 else 1.25)).round(2)

aggregate Employee by employeeId: EmployeeId {
  lifecycle employed -> leaving -> left, employed -> left

  state {
    name: string personal
    born: date? personal
    salary: Salary
    grade: Grade = 1
    rates: map<Kind, Rate>
    days: set<Weekday>
    extra: map<date, decimal>
    lastDay: date in leaving | left
    get weekly: int = days.size
    get full: bool = weekly == 5
    get hours: decimal = extra.values.sum
    get perDay: decimal = if days.isEmpty then 0 else (salary * 12 / 52 / days.size).round(4)
    get pensionRate: decimal = rates[pension] ?? rates[Kind.insurance] ?? 0.1
  }

  rejection TooMuch "At most {most} hours" { most: decimal }
  rejection NoRaise
  rejection Past "{day} is over" { day: date }

  event Employed { name: string personal, born: date? personal, salary: Salary, grade: Grade, days: set<Weekday> }
  event Raised { salary: Salary, grade: Grade }
  event RateSet { kind: Kind, rate: Rate? }
  event Worked { day: date, hours: decimal(2) }
  event Closed { days: date[] }
  event Resigned { lastDay: date }
  event LeftNow { lastDay: date }

  create command Employ(name: string personal, born: date? personal, salary: Salary, grade: Grade = 1, days: set<Weekday> = [monday, tuesday, wednesday, thursday, friday])
    allow Hr {
    emit Employed(name, born, salary, grade, days)
  }
  command Raise(percent: decimal(2) where it > 0 and it <= 50, steps: int = 0) in employed allow Hr {
    let raised = (salary * (1 + percent / 100)).round(2)
    require raised > salary else NoRaise
    emit Raised(salary: raised, grade: min(12, grade + steps))
  }
  command SetRate(kind: Kind, rate: Rate?) in employed | leaving allow Hr {
    if rates.get(kind) != rate { emit RateSet(kind, rate) }
  }
  command Work(day: date, hours: decimal(2) where it > 0) in employed | leaving {
    let already = extra[day] ?? 0
    require already + command.hours <= 12.5 else TooMuch(most: 12.5 - already)
    require day <= now.date else Past(day)
    emit Worked(day, hours: command.hours)
  }
  command Close(before: date) in employed | leaving | left allow Hr, system {
    let over = extra.keys.filter(d => d < before)
    if over.size > 0 { emit Closed(days: extra.keys.sortBy(d => d).filter(d => d < before)) }
  }
  command Resign(lastDay: date) in employed {
    if lastDay.daysUntil(now.date) >= 0 { emit LeftNow(lastDay: now.date) }
    else { emit Resigned(lastDay) }
  }
  command Leave() in leaving allow Hr, system {
    emit LeftNow(lastDay: min(lastDay, now.date))
  }

  on Employed -> employed { name, born, salary, grade, days }
  on Raised { salary, grade }
  on RateSet {
    let changed = event.rate
    if changed != none { rates[event.kind] = changed } else { remove rates[event.kind] }
  }
  on Worked { extra[event.day] = (extra[event.day] ?? 0) + event.hours }
  on Closed { for day in event.days { remove extra[day] } }
  on Resigned -> leaving { lastDay }
  on LeftNow -> left { lastDay }
}

/// All slips of one month.
aggregate Payroll by month: PayrollId {
  lifecycle open -> open, open -> closed

  state {
    slips: map<EmployeeId, Slip>
    totals: map<Kind, decimal>
    net: decimal in closed
    get people: int = slips.size
    get sum: decimal = slips.values.sum(s => s.net)
    get best: EmployeeId? = slips.values.sortBy(s => -s.net).first?.employee
    get average: decimal = if people == 0 then 0 else sum / people
  }
  rejection NothingPaid
  event MonthOpened
  event SlipMade { slip: Slip }
  event SlipsDropped { employees: EmployeeId[] }
  event MonthClosed { net: decimal }

  create command OpenMonth() allow Hr { emit MonthOpened() }
  command MakeSlip(employee: EmployeeId, salary: Salary, hours: decimal = 0, day: Weekday = monday) in open allow Hr {
    let gross = salary + overtime(salary, hours, day)
    emit SlipMade(slip: Slip(
      employee: employee,
      items: [
        Item(kind: base, amount: salary, text: none),
        Item(kind: Kind.overtime, amount: overtime(salary, hours, day)),
        Item(tax, -taxOf(gross), none),
      ] + (if gross > 5000 then [Item(kind: pension, amount: -byRate(gross, 0.08), text: "8 %")] else []),
    ))
  }
  command DropSlips(employees: EmployeeId[]) in open allow Hr {
    let known = employees.filter(e => slips.has(e)).distinct
    if not known.isEmpty { emit SlipsDropped(employees: known) }
  }
  command CloseMonth() in open allow Hr {
    require slips.values.any(s => s.net > 0) else NothingPaid
    emit MonthClosed(net: sum)
  }

  on MonthOpened -> open
  on SlipMade -> open {
    slips[event.slip.employee] = event.slip
    for item in event.slip.items {
      totals[item.kind] = (totals[item.kind] ?? 0) + item.amount
    }
  }
  on SlipsDropped -> open {
    for employee in event.employees {
      let slip = slips[employee]
      if slip != none {
        for item in slip.items { totals[item.kind] = (totals[item.kind] ?? 0) - item.amount }
      }
      remove slips[employee]
    }
  }
  on MonthClosed -> closed { net }
}

projection PerKind by (month: PayrollId, kind: Kind) {
  amount: decimal = 0
  items: int = 0
  label: string = ""
  on SlipMade for item in event.slip.items where item.amount != 0 by (event.month, item.kind) {
    amount += item.amount
    items += 1
    label = item.label
  }
}

scenario "tax grows in steps" for Payroll {
  given MonthOpened()
  when MakeSlip(employee: "e", salary: 4000) as Hr
  then SlipMade(slip: Slip(employee: "e", items: [
    Item(kind: base, amount: 4000), Item(kind: overtime, amount: 0), Item(kind: tax, amount: -400)
  ]))
}

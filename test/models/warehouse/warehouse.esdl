/// Bins, what lies in them, and the counts that say whether it is true.
//
// Exercises: every operation of `on` bodies on lists, sets, maps and keyed entities; `for`, `if`, `else if` and `let`
// in `on` and in commands; `lines[k].f += e` under `has`; `m[k] = (m[k] ?? 0) + e`; qualified targets; every method of
// lists, sets, maps and strings; `in`, `matches`, `%` and `div` in expressions; an aggregate without a lifecycle.
context Warehouse

id BinId = string where it matches /^[A-Z][0-9]{2}$/
id PalletId
type Sku = string where it matches /^[A-Z]{3}-[0-9]+$/ and it.length <= 12
type Count = int where it >= 0 and it <= 100000
enum Zone { cold, dry, hazard }
enum Reason { counted, damaged, found }

role Picker
role Manager

aggregate Bin by binId: BinId {
  state {
    zone: Zone
    stock: Stock[]
    pallets: set<PalletId>
    log: string[]
    corrections: map<Reason, int>
    reserved: map<Sku, Count>
    places: string[]
    sealed: bool = false
    lastCount: instant?

    get items: int = stock.sum(s => s.quantity)
    get lots: int = stock.flatMap(s => s.lots).distinct.size
    get heaviest: decimal? = stock.map(s => s.weight).max
    get lightest: decimal? = stock.min(s => s.weight)
    get free: int = items - reserved.values.sum(n => n)
    get kinds: set<Sku> = reserved.keys
    get average: int = if stock.isEmpty then 0 else items.div(stock.size)
    get oddOne: bool = items % 2 == 1
    get biggest: Sku? = stock.sortBy(s => -s.quantity).first?.sku
    get names: string[] = stock.map(s => s.sku.lower().trim()).filter(n => not n.isEmpty)
    get summary: string = if log.size > 0 then (log.last ?? "") + " of " + zone.name else "empty"
    get prefixes: string[] = stock.flatMap(s => s.sku.split("-")).filter(p => p.length == 3)
    get hazardous: bool = zone in [hazard] or stock.any(s => s.sku.startsWith("HAZ"))
  }

  entity Stock by sku: Sku {
    quantity: Count = 0
    weight: decimal = 0
    lots: set<string>
    note: string?
  }

  invariant NothingPromised "What is reserved lies in the bin": free >= 0
  invariant FewKinds: stock.count(s => s.quantity > 0) <= 50

  rejection Sealed "The bin is sealed"
  rejection NotHere "{sku} does not lie here" { sku: Sku }
  rejection TooFew "There are only {left}" { left: int }

  event BinSetUp { zone: Zone }
  event Stored { sku: Sku, quantity: Count, weight: decimal, lot: string? }
  event Picked { sku: Sku, quantity: Count, emptied: bool }
  event Counted { counts: map<Sku, Count>, reason: Reason }
  event Reserved { wanted: map<Sku, Count> }
  event Unreserved { sku: Sku }
  event PalletsMoved { inside: PalletId[], outside: set<PalletId> }
  event SealSet { sealed: bool, in: string[] }
  event Cleared

  create command SetUp(zone: Zone) allow Manager { emit BinSetUp(zone) }

  command Store(sku: Sku, quantity: Count where it > 0, weight: decimal = 0, lot: string?) allow Picker, Manager {
    require not sealed else Sealed
    emit Stored(sku, quantity, weight, lot)
  }
  command Pick(sku: Sku, quantity: Count where it > 0) allow Picker {
    require not sealed else Sealed
    require stock.has(sku) else NotHere(sku)
    let left = stock[sku].quantity - (reserved.get(sku) ?? 0)
    require quantity <= left else TooFew(left)
    emit Picked(sku, quantity, emptied: stock[sku].quantity == quantity)
  }
  command Recount(counts: map<Sku, Count>, reason: Reason = counted) allow Manager {
    let changed = counts.keys.filter(k => (stock[k]?.quantity ?? 0) != (counts[k] ?? 0))
    if not changed.isEmpty {
      emit Counted(counts, reason)
    }
  }
  command Reserve(skus: Sku[] where it.size > 0, each: Count) allow Picker, system {
    for sku in skus.distinct {
      require stock.has(sku) else NotHere(sku)
      require stock[sku].quantity >= each + (reserved[sku] ?? 0) else TooFew(left: stock[sku].quantity)
    }
    for sku in skus {
      if not reserved.has(sku) {
        emit Unreserved(sku)
      }
    }
    emit Reserved(wanted: reserved)
  }
  command MovePallets(inside: PalletId[], outside: set<PalletId>) {
    require pallets.size + inside.size - outside.size <= 4 else TooFew(left: 4 - pallets.size)
    if inside.any(p => not pallets.contains(p)) or outside.any(p => p in pallets) {
      emit PalletsMoved(inside, outside)
    }
  }
  command Seal(shut: bool, where: string[]) allow Manager {
    if shut != sealed {
      emit SealSet(sealed: shut, in: where.sortBy(w => w))
    } else if where.all(w => w.contains("/") or w matches /^[A-Z]+$/ or w.endsWith("!")) {
      emit SealSet(sealed, in: where + ["again", "AGAIN".lower(), "again".upper()])
    } else {
      require where.isEmpty else Sealed
    }
  }
  command Clear() allow Manager { emit Cleared() }

  on BinSetUp { zone }
  on Stored {
    let before = stock[event.sku]
    if stock.has(event.sku) {
      stock[event.sku].quantity += event.quantity
      if event.weight > 0 { stock[event.sku].weight = event.weight }
    } else {
      stock += Stock(sku: event.sku, quantity: event.quantity, weight: event.weight, lots: [], note: none)
    }
    let batch = event.lot
    if batch != none and stock.has(event.sku) {
      stock[event.sku].lots += batch
    }
    log += if before == none then "new " + event.sku else "more " + event.sku
  }
  on Picked {
    if event.emptied {
      stock -= event.sku
    } else if stock.has(event.sku) {
      stock[event.sku].quantity -= event.quantity
    }
  }
  on Counted {
    corrections[event.reason] = (corrections[event.reason] ?? 0) + 1
    for sku in event.counts.keys {
      if stock.has(sku) {
        stock[sku].quantity = event.counts[sku] ?? 0
        stock[sku].note = event.reason.name
      }
    }
    lastCount = meta.occurredAt
  }
  on Reserved {
    for sku in event.wanted.keys {
      let more = event.wanted[sku] ?? 0
      reserved[sku] = (reserved[sku] ?? 0) + more
      if reserved[sku] == 0 { remove reserved[sku] }
    }
  }
  on Unreserved { remove reserved[event.sku] }
  on PalletsMoved {
    for p in event.inside { pallets += p }
    for p in event.outside { pallets -= p }
  }
  on SealSet {
    sealed
    for place in event.in {
      places += place
      places -= "nowhere"
    }
    state.lastCount = none
  }
  on Cleared {
    stock = []
    pallets = []
    log = []
    for sku in reserved.keys { remove reserved[sku] }
    if event.binId != "Z99" { sealed = false }
  }
}

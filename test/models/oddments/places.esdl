/// Exercises: every target in `on` bodies: elements, their sets and lists, keyed lists in maps.
context Places
id K
aggregate X by k: K {
  state { list: int[], s: set<string>, e: L[], m: map<K, L>, nested: map<string, map<string, int>> }
  entity L by id: int { n: int, tags: set<string>, sub: int[] }
  event E { id: int, n: int, t: string, kk: K }
  create command C(id: int, n: int, t: string) { emit E(id, n, t, kk: k) }
  on E {
    e += L(event.id, event.n, [event.t], [])
    if e.has(event.id) {
      e[event.id].tags += "x"
      e[event.id].tags -= event.t
      e[event.id].sub += 3
      e[event.id].sub = e[event.id].sub + [4]
      e[event.id].n -= 1
    }
    let l = e[event.id]
    if l != none { m[event.kk] = l  e += l  e -= l.id }
    list += event.n
    list -= 3
    s += event.t
    list = list.filter(x => x > 1)
    m[event.kk] = m[event.kk] ?? L(1, 2, [], [])
    nested["a"] = nested["b"] ?? nested["a"] ?? nested["c"] ?? nested["d"] ?? nested["e"] ?? nested["x"] ?? nested["y"] ?? nested["z"] ?? nested["w"] ?? nested["q"] ?? nested["r"] ?? nested["a"] ?? nested["b"] ?? nested["f"] ?? nested["zz"] ?? nested["yy"] ?? nested["t"] ?? nested["tt"] ?? nested["u"] ?? nested["v"] ?? nested["aa"] ?? nested["bb"] ?? empty()
  }
}
value M0 { m: map<string, int> }
function m0(): map<string, int> = M0().m
function empty(): map<string, int> = some([])
function some(l: map<string, int>[]): map<string, int> = l.first ?? m0()

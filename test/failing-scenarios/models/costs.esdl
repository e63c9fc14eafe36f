context Costs

id RunId

// Lists that grow faster than their text.
function ten(list: int[]): int[] = list + list + list + list + list + list + list + list + list + list
function thousand(list: int[]): int[] = ten(ten(ten(list)))

aggregate Run by runId: RunId {
  state { total: int = 0 }
  event Done { total: int }
  create command Do(seed: int[]) { emit Done(total: thousand(thousand(thousand(seed))).size) }
  create command Count(seed: int[]) {
    let many = ten(ten(seed))
    emit Done(total: many.count(a => many.all(b => many.all(c => c >= b or c >= a))))
  }
  on Done { total = event.total }
}

scenario "what is too large is stopped" for Run {
  when Do(seed: [1]) // ! The budget is used up: this makes too large values
  then Done()
}

scenario "what takes too long is stopped" for Run {
  when Count(seed: [1]) // ! The budget is used up: this takes too many steps
  then Done()
}

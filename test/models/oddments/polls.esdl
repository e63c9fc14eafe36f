/// Exercises: maps as counters, `find` among keys by what they hold, `for` on creation.
context Polls
id PollId
aggregate Poll by pollId: PollId {
  lifecycle open -> closed
  state {
    question: string
    votes: map<string, int>
    voters: set<string>
    winner: string? in closed
  }
  rejection AlreadyVoted
  event PollOpened { question: string, options: string[] }
  event Voted { voter: string, option: string }
  event PollClosed { winner: string? }
  create command OpenPoll(question: string where it.length > 0, options: string[] where it.size >= 2 and it.size <= 10) { emit PollOpened(question, options) }
  command Vote(option: string) in open allow anyone {
    require not voters.contains(caller.id) else AlreadyVoted
    require votes.has(option) else NoSuchOption(option)
    emit Voted(voter: caller.id, option)
  }
  command Close() in open {
    let best = votes.values.max
    emit PollClosed(winner: votes.keys.find(k => votes[k] == best))
  }
  rejection NoSuchOption "There is no option {option}" { option: string }
  on PollOpened -> open { question for o in event.options { votes[o] = 0 } }
  on Voted { voters += event.voter  votes[event.option] = (votes[event.option] ?? 0) + 1 }
  on PollClosed -> closed { winner }
}
scenario "v" for Poll { given PollOpened(question: "q", options: ["a", "b"]), Voted(voter: "x", option: "b") when Close() then PollClosed(winner: "b") then state(voters: ["x"]) }

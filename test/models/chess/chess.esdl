/// Games of chess between two people, told move by move.
//
// Exercises: `if`/`else if`/`else` in commands and `on`; if-expressions in each other; json; enums as conditions;
// fields of one status beside fields of many; self-moves; narrowing through `and`, `or`, `else` and `status ==`;
// text methods; a saga with a clock whose step is entered again; a policy with `from start`; scenarios with `when after`.
context Chess

id GameId
id PlayerId
type Square = string where it matches /^[a-h][1-8]$/
type Rating = int where it >= 100 and it <= 3500
enum Colour { white, black }
enum Piece { king, queen, rook, bishop, knight, pawn }
enum Result { whiteWins, blackWins, draw }

value Ply {
  from: Square
  to: Square
  piece: Piece = pawn
  promotes: Piece?
  comment: string?

  invariant Moves "A piece moves": from != to
  invariant Promotion "Only a pawn promotes": promotes == none or piece == pawn
}

function other(side: Colour): Colour = if side == white then black else white
function won(by: Colour): Result = if by == Colour.white then whiteWins else blackWins

role Player

aggregate Game by gameId: GameId {
  lifecycle waiting -> playing -> playing -> over, waiting -> abandoned

  state {
    white: PlayerId
    black: PlayerId? in waiting | playing | over
    plies: Ply[]
    turn: Colour in playing
    offered: Colour? in playing
    result: Result in over
    settings: json?
    get length: int = plies.size.div(2) + plies.size % 2
    get lastTo: Square? = plies.last?.to
  }

  rejection NotYourTurn "It is the turn of {side}" { side: Colour }
  rejection SameSquare
  rejection NoOffer "Nobody offered a draw"
  rejection Full "Both sides are taken"
  rejection NotPlaying "You do not play in this game"

  event GameOpened { white: PlayerId, settings: json? }
  event Joined { black: PlayerId }
  public event Moved { by: Colour, ply: Ply }
  event DrawOffered { by: Colour }
  public event GameOver { result: Result, why: string? }
  event Abandoned

  create command Open(white: PlayerId, settings: json?) allow Player where caller.id == white {
    emit GameOpened(white, settings)
  }
  command Join(player: PlayerId) in waiting allow Player where caller.id == player {
    require black == none else Full
    require player != white else SameSquare
    emit Joined(black: player)
  }
  command Move(player: PlayerId, ply: Ply) in playing allow Player where caller.id == player {
    let side = if player == white then Colour.white else if player == black then Colour.black else none
    require side != none else NotPlaying
    require side == turn else NotYourTurn(side: turn)
    require plies.isEmpty or ply.from != lastTo else SameSquare
    emit Moved(by: side, ply)
    if ply.comment != none and ply.comment.endsWith("#") {
      emit GameOver(result: won(by: side), why: "mate: " + ply.comment)
    }
  }
  command OfferDraw(player: PlayerId) in playing {
    let side = if player == white then Colour.white else Colour.black
    if offered == none or offered == side {
      emit DrawOffered(by: side)
    } else if offered == other(side) {
      emit GameOver(result: draw, why: none)
    }
  }
  command Resign(player: PlayerId) in waiting | playing allow Player where caller.id == player, system {
    if status == playing {
      require player == white or black != none and player == black else NotPlaying
      emit GameOver(result: won(by: if player == white then Colour.black else Colour.white), why: "resigned by " + turn.name)
    } else {
      emit Abandoned()
    }
  }
  command RunOut() in playing allow system {
    emit GameOver(result: won(other(turn)), why: "time")
  }

  on GameOpened -> waiting { white, settings }
  on Joined -> playing {
    black
    turn = Colour.white
  }
  on Moved -> playing {
    let mover = event.by
    plies += event.ply
    turn = other(mover)
    if offered != none and offered != mover {
      offered = none
    }
  }
  on DrawOffered { offered = event.by }
  on GameOver -> over { result }
  on Abandoned -> abandoned
}

/// Whoever does not move within an hour loses.
saga Clock by gameId: GameId {
  state {
    plies: int = 0
    last: Piece?
  }
  start on Joined -> ticking
  step ticking {
    on Moved -> ticking {
      plies += 1
      last = event.ply.piece
    }
    on GameOver -> done
    on rejected RunOut -> done
    after 1h { send RunOut(gameId) }
  }
  end done
}

/// Every mate is told to the fans.
policy TellFans from start on GameOver where event.result != draw {
  send Announce(game: event.gameId, text: event.result.name + (event.why ?? ""))
}
external command Announce(game: GameId, text: string where it.length <= 1000)

projection Openings by opening: string {
  games: int = 0
  latest: instant?
  on Moved where event.by == white and event.ply.piece == pawn by event.ply.to { games += 1  latest = meta.occurredAt }
  query popular() order by games desc limit 10
}

scenario "white begins" for Game {
  given GameOpened(white: "ada"), Joined(black: "bob")
  when Move(player: "ada", ply: Ply(from: "e2", to: "e4")) as Player "ada"
  then Moved(by: white, ply: Ply(from: "e2", to: "e4"))
}
scenario "black waits" for Game {
  given GameOpened(white: "ada"), Joined(black: "bob")
  when Move(player: "bob", ply: Ply(from: "e7", to: "e5")) as Player "bob"
  then rejected NotYourTurn(side: white)
}
scenario "time runs out" {
  given Game "g" { GameOpened(white: "ada"), Joined(black: "bob") }
  when after 61m
  then Game "g" { GameOver(result: blackWins, why: "time") }
  then Clock "g" done
}

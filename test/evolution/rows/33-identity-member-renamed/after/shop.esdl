context Shop
enum Channel { store, web, version 2 { rename shop to store } }
type Line = Channel
aggregate Till by channel: Line {
  state { total: int = 0 }
  event Opened { }
  create command Open() { emit Opened() }
  on Opened
}

context Shop
enum Channel { shop, web }
type Line = Channel
aggregate Till by channel: Line {
  state { total: int = 0 }
  event Opened { }
  create command Open() { emit Opened() }
  on Opened
}

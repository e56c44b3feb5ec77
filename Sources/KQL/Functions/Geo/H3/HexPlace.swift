/// A place on a plane of hexagons, in steps along two axes that are 120 degrees apart. The middles of cells are at whole numbers.
///
/// The grid of each resolution of H3 has seven cells for one of the grid before, and is turned against it by some 19 degrees: to the left
/// where the resolution is odd, back again where it is even.
struct HexPlace: Hashable, Sendable {
    var i: Double
    var j: Double

    static let zero = HexPlace(i: 0, j: 0)

    /// From a cell to its neighbours, by the digit that H3 gives each direction; zero for the cell itself.
    static let steps = [(0, 0), (-1, -1), (0, 1), (-1, 0), (1, 0), (0, -1), (1, 1)].map { HexPlace(i: $0.0, j: $0.1) }

    /// From a cell to its corners, counter-clockwise from the one left of the first axis.
    static let corners = (0..<6).map { HexPlace(i: 2.0 / 3, j: 1.0 / 3).turned($0) }

    static func + (a: HexPlace, b: HexPlace) -> HexPlace { HexPlace(i: a.i + b.i, j: a.j + b.j) }
    static func - (a: HexPlace, b: HexPlace) -> HexPlace { HexPlace(i: a.i - b.i, j: a.j - b.j) }
    static func * (a: HexPlace, factor: Double) -> HexPlace { HexPlace(i: a.i * factor, j: a.j * factor) }

    /// Turned around zero to the left, so many times by 60 degrees.
    func turned(_ times: Int) -> HexPlace { (0..<times).reduce(self) { place, _ in HexPlace(i: place.i - place.j, j: place.i) } }

    /// The same place in the next resolution.
    /// - Parameter isOdd: whether that one is odd.
    func finer(isOdd: Bool) -> HexPlace {
        isOdd ? HexPlace(i: 2 * i + j, j: 3 * j - i) : HexPlace(i: 3 * i - j, j: i + 2 * j)
    }

    /// The same place in the resolution before.
    /// - Parameter isOdd: whether this one is odd.
    func coarser(isOdd: Bool) -> HexPlace {
        isOdd ? HexPlace(i: (3 * i - j) / 7, j: (i + 2 * j) / 7) : HexPlace(i: (2 * i + j) / 7, j: (3 * j - i) / 7)
    }

    /// With whole numbers.
    var rounded: HexPlace { HexPlace(i: i.rounded(), j: j.rounded()) }

    /// The middle of the cell that holds the place: the nearest one.
    var cell: HexPlace {
        let (low, high) = (HexPlace(i: i.rounded(.down), j: j.rounded(.down)), HexPlace(i: 1, j: 1))
        let around = [low, low + HexPlace(i: 1, j: 0), low + HexPlace(i: 0, j: 1), low + high]
        return around.min { ($0 - self).square < ($1 - self).square } ?? low
    }

    /// The square of the distance from zero.
    private var square: Double { i * i - i * j + j * j }

    /// Along three axes, 120 degrees apart, of which one is zero and none negative: as H3 writes places.
    var parts: (i: Double, j: Double, k: Double) {
        let least = min(i, j, 0)
        return (i - least, j - least, -least)
    }
}

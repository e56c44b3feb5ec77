/// A place on a face, in the grid of a resolution that is even: only those have their cells along the sides of the faces.
struct H3Place: Sendable {
    var face: H3Face
    var place: HexPlace
    /// Even.
    let resolution: Int
    /// So many times the grid was turned to the left since the first face.
    var turns = 0

    /// Cells of the coarsest grid are so many cells wide here.
    private var scale: Double { (0..<resolution / 2).reduce(1.0) { scale, _ in scale * 7 } }

    /// How far a side is from the middle.
    private var edge: Double { 2 * scale }

    /// Of corners, which lie on thirds of cells.
    private static let slack = 1e-3

    /// The side that the place is behind.
    private var passed: H3Face.Side? {
        let (i, j, k) = place.parts
        guard i + j + k > edge + H3Place.slack else { return nil }
        return k == 0 ? .ij : j > 0 ? .jk : .ki
    }

    private func moved(_ neighbour: H3Face.Neighbour) -> H3Place {
        H3Place(
            face: neighbour.face, place: place.turned(neighbour.turns) + neighbour.shift * scale, resolution: resolution,
            turns: turns + neighbour.turns)
    }

    /// The place on the neighbouring face where it is behind a side of this one.
    /// - Parameter turnsBack: whether it is of the part of a pentagon's surroundings that the missing sixth is cut out beside.
    /// - Returns: whether it was.
    @discardableResult
    mutating func settleOnce(turnsBack: Bool = false) -> Bool {
        guard let side = passed else { return false }
        if side == .ki, turnsBack {
            let corner = HexPlace(i: edge, j: 0)
            place = (place - corner).turned(5) + corner
            turns += 5
        }
        self = moved(face.neighbour(side))
        return true
    }

    /// The place on the face that it lies on.
    mutating func settle() { while settleOnce() {} }

    var point: (longitude: Double, latitude: Double) { face.point(place, resolution: resolution) }

    /// Where the straight line to a place on a neighbouring face passes from one to the other; `nil` where that is at an end.
    func crossing(to other: H3Place) -> H3Place? {
        guard let side = H3Face.Side.allCases.first(where: { other.face.neighbour($0).face == face }) else { return nil }
        let target = other.moved(other.face.neighbour(side)).place
        guard let passed = H3Place(face: face, place: target, resolution: resolution).passed else { return nil }
        let (start, end) = (passed.distance(place), passed.distance(target))
        guard start < edge - H3Place.slack else { return nil }
        return H3Place(face: face, place: place + (target - place) * ((edge - start) / (end - start)), resolution: resolution)
    }
}

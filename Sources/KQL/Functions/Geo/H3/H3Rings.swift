/// The cells around a cell.
struct H3Rings {
    /// The cells at each distance, the cell itself first; each ring counter-clockwise, and the cell on the first axis its last.
    private(set) var rings: [[H3Cell]]
    private var neighbours: [H3Cell: [H3Cell]] = [:]

    init(_ cell: H3Cell, _ distance: Int) {
        rings = [[cell]]
        var seen: Set<H3Cell> = [cell]
        while rings.count <= distance {
            var ring: [H3Cell] = []
            for inner in rings[rings.count - 1] {
                for outer in around(inner) where seen.insert(outer).inserted { ring.append(outer) }
            }
            rings.append(rings.count == 1 ? ring : ordered(ring))
        }
    }

    private mutating func around(_ cell: H3Cell) -> [H3Cell] {
        if let known = neighbours[cell] { return known }
        let found = cell.neighbours
        neighbours[cell] = found
        return found
    }

    /// The ring as one walks along it. Where a pentagon is in the way, what cannot be reached so comes last.
    private mutating func ordered(_ ring: [H3Cell]) -> [H3Cell] {
        guard let last = axis(), let inner = rings[rings.count - 1].first else { return ring }
        var rest = Set(ring)
        let isAtStart = Set(around(inner))
        var (walk, current): ([H3Cell], H3Cell) = ([], last)
        rest.remove(last)
        while let next = around(current).first(where: { rest.contains($0) && (!walk.isEmpty || isAtStart.contains($0)) }) {
            rest.remove(next)
            walk.append(next)
            current = next
        }
        return walk + [last] + ring.filter(rest.contains)
    }

    /// The cell of the next ring on the first axis: straight on from the two before it.
    private mutating func axis() -> H3Cell? {
        guard let from = rings[rings.count - 2].last, let through = rings[rings.count - 1].last else { return nil }
        let around = around(through)
        guard around.count == HexPlace.corners.count, let back = around.firstIndex(of: from) else { return nil }
        return around[(back + around.count / 2) % around.count]
    }
}

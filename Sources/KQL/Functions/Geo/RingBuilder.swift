internal import Foundation

/// Puts directed arcs together to rings.
struct RingBuilder {
    private let arcs: [BorderPieces.Piece]
    /// The points where arcs begin and end, each once.
    private var points: [SpherePoint] = []
    private var starts: [Int] = []
    private var ends: [Int] = []

    init(_ pieces: [BorderPieces.Piece]) {
        arcs = pieces
        for piece in pieces {
            starts.append(place(of: piece.arc.start))
            ends.append(place(of: piece.arc.end))
        }
    }

    private mutating func place(of point: SpherePoint) -> Int {
        if let known = points.firstIndex(where: { $0.angle(to: point) < BorderPieces.tolerance }) { return known }
        points.append(point)
        return points.count - 1
    }

    /// The rings; each begins behind the arc of the highest number, as S2's do.
    /// - Throws: `QueryError` where arcs are left that make none.
    func rings() throws -> [[SpherePoint]] {
        var left = Set(arcs.indices)
        var rings: [[Int]] = []
        for first in arcs.indices where left.contains(first) {
            left.remove(first)
            var ring = [first]
            while let last = ring.last, ends[last] != starts[first] {
                let next = left.filter { starts[$0] == ends[last] }.max { turn(last, $0) < turn(last, $1) }
                guard let next else {
                    throw QueryError(.unsupported, "polygons whose borders all but touch are not put together")
                }
                left.remove(next)
                ring.append(next)
            }
            rings.append(ring)
        }
        return rings.map(begun).map { $0.map { points[starts[$0]] } }
    }

    /// How far one arc turns to the left behind another, so that rings that touch in a point stay apart.
    private func turn(_ arc: Int, _ next: Int) -> Double {
        let point = points[ends[arc]]
        let (into, out) = (point - points[starts[arc]], points[ends[next]] - point)
        return atan2(point.dot(into.cross(out)), into.dot(out))
    }

    private func begun(_ ring: [Int]) -> [Int] {
        guard let highest = ring.map({ arcs[$0].border }).max() else { return ring }
        let last = ring.indices.first { place in
            arcs[ring[place]].border == highest && arcs[ring[(place + 1) % ring.count]].border != highest
        }
        guard let last else { return ring }
        return Array(ring[(last + 1)...] + ring[...last])
    }
}

internal import Foundation

/// Puts directed arcs together to rings.
struct RingBuilder {
    private let arcs: [(arc: SphereArc, number: Int)]
    /// The points where arcs begin and end, each once.
    private var points: [SpherePoint] = []
    private var starts: [Int] = []
    private var ends: [Int] = []

    /// - Parameter tolerance: the angle below which two points are one.
    init(_ arcs: [(SphereArc, Int)], tolerance: Double) {
        self.arcs = arcs.map { ($0.0, $0.1) }
        for (arc, _) in self.arcs {
            starts.append(place(of: arc.start, tolerance))
            ends.append(place(of: arc.end, tolerance))
        }
    }

    private mutating func place(of point: SpherePoint, _ tolerance: Double) -> Int {
        if let known = points.firstIndex(where: { $0.angle(to: point) < tolerance }) { return known }
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
                guard let next else { throw QueryError(.unsupported, "polygons whose borders all but touch are not united") }
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
        guard let highest = ring.map({ arcs[$0].number }).max() else { return ring }
        let last = ring.indices.first { place in
            arcs[ring[place]].number == highest && arcs[ring[(place + 1) % ring.count]].number != highest
        }
        guard let last else { return ring }
        return Array(ring[(last + 1)...] + ring[...last])
    }
}

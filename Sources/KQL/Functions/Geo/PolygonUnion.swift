/// What polygons cover together.
///
/// Every border is cut where it meets another's, and the parts that lie in no other polygon make the new rings. What cannot be put together
/// without doubt, as where borders all but touch, is refused.
struct PolygonUnion {
    /// Borders of all polygons, at most: each is held against each.
    private static let mostArcs = 10_000

    /// Polygons that do not overlap.
    /// - Throws: `QueryError` where it is refused.
    static func polygons(_ polygons: [[[SpherePoint]]]) throws -> [[[SpherePoint]]] {
        guard polygons.count > 1 else { return polygons }
        return assembled(try rings(polygons))
    }

    /// Polygons of rings: counter-clockwise ones around, clockwise ones as holes.
    static func assembled(_ rings: [[SpherePoint]]) -> [[[SpherePoint]]] {
        let areas = rings.map(SphericalPolygon.signedArea)
        var united = rings.indices.filter { areas[$0] > 0 }.map { [$0] }
        for hole in rings.indices where areas[hole] <= 0 {
            // A hole is in the smallest ring that it lies in.
            let around = united.indices.filter { SphericalPolygon.contains(rings[united[$0][0]], rings[hole][0]) }
            guard let place = around.min(by: { areas[united[$0][0]] < areas[united[$1][0]] }) else { continue }
            united[place].append(hole)
        }
        return united.map { $0.map { rings[$0] } }
    }

    /// Unites the two of the fewest points first, then that with the next, as S2 does.
    static func rings(_ polygons: [[[SpherePoint]]]) throws -> [[SpherePoint]] {
        guard polygons.joined().reduce(0, { $0 + $1.count }) <= mostArcs else {
            throw QueryError(.unsupported, "polygons with more than \(mostArcs) points are not united")
        }
        var open = polygons.map(turned).sorted { size($0) < size($1) }
        while open.count > 1 {
            try QueryStop.current?.check()
            let united = try union(open[0], open[1])
            open.removeFirst(2)
            open.insert(united, at: open.firstIndex { size($0) > size(united) } ?? open.count)
        }
        return open.first ?? []
    }

    private static func size(_ rings: [[SpherePoint]]) -> Int { rings.reduce(0) { $0 + $1.count } }

    /// Outer rings counter-clockwise, holes clockwise.
    private static func turned(_ polygon: [[SpherePoint]]) -> [[SpherePoint]] {
        polygon.enumerated().map { place, ring in
            (SphericalPolygon.signedArea(ring) > 0) == (place == 0) ? ring : ring.reversed()
        }
    }

    private static func union(_ first: [[SpherePoint]], _ second: [[SpherePoint]]) throws -> [[SpherePoint]] {
        let pieces = BorderPieces(first, second)
        return try RingBuilder(
            pieces.first.filter { $0.place == .outside || $0.place == .shared } + pieces.second.filter { $0.place == .outside }
        ).rings()
    }
}

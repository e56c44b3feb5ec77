/// What polygons cover together.
///
/// Every border is cut where it meets another's, and the parts that lie in no other polygon make the new rings. What cannot be put together
/// without doubt, as where borders all but touch, is refused.
struct PolygonUnion {
    /// A part of a border, its inside on the left.
    private struct Part {
        var arc: SphereArc
        /// The number of the border that it was cut from.
        var border: Int
    }

    /// Points that are nearer to each other than this are one, in radians: less than a tenth of a millimetre.
    private static let tolerance = 1e-11
    /// Borders of all polygons, at most: each is held against each.
    private static let mostArcs = 4_000

    /// Polygons that do not overlap.
    /// - Throws: `QueryError` where it is refused.
    static func polygons(_ polygons: [[[SpherePoint]]]) throws -> [[[SpherePoint]]] {
        guard polygons.count > 1 else { return polygons }
        let rings = try rings(polygons)
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
    private static func rings(_ polygons: [[[SpherePoint]]]) throws -> [[SpherePoint]] {
        guard polygons.joined().reduce(0, { $0 + $1.count }) <= mostArcs else {
            throw QueryError(.unsupported, "polygons with more than \(mostArcs) points are not united")
        }
        var open = polygons.map(turned).sorted { size($0) < size($1) }
        while open.count > 1 {
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
        let (arcs, others) = (
            first.flatMap { GeoShape.arcs($0, isClosed: true) }, second.flatMap { GeoShape.arcs($0, isClosed: true) }
        )
        var parts: [Part] = []
        for (number, arc) in arcs.enumerated() {
            for piece in cut(arc, others) where !isInside(piece, second, others, keepsShared: true) {
                parts.append(Part(arc: piece, border: number))
            }
        }
        for (number, arc) in others.enumerated() {
            for piece in cut(arc, arcs) where !isInside(piece, first, arcs, keepsShared: false) {
                parts.append(Part(arc: piece, border: arcs.count + number))
            }
        }
        return try RingBuilder(parts.map { ($0.arc, $0.border) }, tolerance: tolerance).rings()
    }

    /// The arc in pieces that no border crosses.
    private static func cut(_ arc: SphereArc, _ others: [SphereArc]) -> [SphereArc] {
        let crossings = others.compactMap { $0.crossing(arc) }
        let touching = others.map(\.start).filter { arc.closest(to: $0).angle(to: $0) < tolerance }
        let inner = (crossings + touching).filter { $0.angle(to: arc.start) > tolerance && $0.angle(to: arc.end) > tolerance }
        var stops = [arc.start]
        for stop in inner.sorted(by: { arc.start.angle(to: $0) < arc.start.angle(to: $1) })
        where stops.allSatisfy({ $0.angle(to: stop) > tolerance }) { stops.append(stop) }
        stops.append(arc.end)
        return zip(stops, stops.dropFirst()).map { SphereArc(start: $0, end: $1) }
    }

    /// Whether a piece is no border of the union. One that both polygons have is one where both lie on its same side, and then counts once.
    private static func isInside(
        _ piece: SphereArc, _ rings: [[SpherePoint]], _ borders: [SphereArc], keepsShared: Bool
    ) -> Bool {
        let middle = piece.point(at: 0.5)
        let shared = borders.first { border in
            [piece.start, middle, piece.end].allSatisfy { border.closest(to: $0).angle(to: $0) < tolerance }
        }
        if let shared {
            let isSameWay = shared.start.cross(shared.end).dot(piece.start.cross(piece.end)) > 0
            return !(isSameWay && keepsShared)
        }
        return rings.count { SphericalPolygon.contains($0, middle) } % 2 == 1
    }
}

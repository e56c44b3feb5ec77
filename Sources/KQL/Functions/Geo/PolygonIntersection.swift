/// What two polygons have in common: areas, and where they only touch, lines and points.
enum PolygonIntersection {
    /// A collection where it is of several kinds; an empty one where there is nothing.
    /// - Throws: `QueryError` where it is refused, as by `PolygonUnion`.
    static func shape(_ first: [[[SpherePoint]]], _ second: [[[SpherePoint]]]) throws -> Value {
        let pieces = BorderPieces(try PolygonUnion.rings(first), try PolygonUnion.rings(second))
        let rings = try RingBuilder(
            pieces.first.filter { $0.place == .inside || $0.place == .shared } + pieces.second.filter { $0.place == .inside }
        ).rings()
        let lines = chains(pieces.first.filter { $0.place == .facing }.map(\.arc))
        let taken = rings.flatMap { GeoShape.arcs($0, isClosed: true) } + lines.flatMap { GeoShape.arcs($0, isClosed: false) }
        let points = touching(pieces, besides: taken)
        var shapes: [Value] = []
        let polygons = PolygonUnion.assembled(rings)
        if !polygons.isEmpty { shapes.append(GeoShape.json(polygons)) }
        if !lines.isEmpty { shapes.append(json(lines.map { .array($0.map(GeoShape.pair)) }, "LineString")) }
        if !points.isEmpty { shapes.append(json(points.map(GeoShape.pair), "Point")) }
        guard shapes.count != 1 else { return shapes[0] }
        return .bag(Bag([("type", .string("GeometryCollection")), ("geometries", .array(shapes))]))
    }

    private static func json(_ parts: [Value], _ type: String) -> Value {
        parts.count == 1 ? GeoShape.json(type, parts[0]) : GeoShape.json("Multi" + type, .array(parts))
    }

    private static func isSame(_ a: SpherePoint, _ b: SpherePoint) -> Bool { a.angle(to: b) < BorderPieces.tolerance }

    /// Arcs that follow each other, as lines.
    private static func chains(_ arcs: [SphereArc]) -> [[SpherePoint]] {
        var lines: [[SpherePoint]] = []
        for arc in arcs {
            if let line = lines.firstIndex(where: { $0.last.map { isSame($0, arc.start) } ?? false }) {
                lines[line].append(arc.end)
            } else if let line = lines.firstIndex(where: { isSame($0[0], arc.end) }) {
                lines[line].insert(arc.start, at: 0)
            } else {
                lines.append([arc.start, arc.end])
            }
        }
        return lines
    }

    /// The points where borders meet and nothing larger does.
    private static func touching(_ pieces: BorderPieces, besides taken: [SphereArc]) -> [SpherePoint] {
        var points: [SpherePoint] = []
        let others = pieces.second.map(\.arc)
        for point in pieces.first.map(\.arc.start)
        where others.contains(where: { isSame($0.closest(to: point), point) })
            && !taken.contains(where: { isSame($0.closest(to: point), point) }) && !points.contains(where: { isSame($0, point) })
        {
            points.append(point)
        }
        return points
    }
}

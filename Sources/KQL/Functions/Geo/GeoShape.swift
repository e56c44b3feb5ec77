internal import Foundation

/// GeoJSON: points, lines and polygons, checked.
enum GeoShape: Sendable {
    case point(SpherePoint)
    /// Lines of two points or more.
    case lines([[SpherePoint]])
    /// Polygons: an outer ring and its holes, each closed by its first point.
    case polygons([[[SpherePoint]]])

    /// `nil` where the value is no valid shape.
    init?(_ value: Value) {
        guard let bag = value.bag, let type = bag["type"]?.string else { return nil }
        let coordinates = bag["coordinates"]?.array
        switch type {
        case "Point":
            guard let point = coordinates.flatMap({ GeoShape.point(.array($0)) }) else { return nil }
            self = .point(point)
        case "LineString", "MultiLineString":
            guard let coordinates, !coordinates.isEmpty else { return nil }
            let lines = (type == "LineString" ? [.array(coordinates)] : coordinates).compactMap(GeoShape.line)
            guard lines.count == (type == "LineString" ? 1 : coordinates.count) else { return nil }
            self = .lines(lines)
        case "Polygon", "MultiPolygon":
            guard let coordinates, !coordinates.isEmpty else { return nil }
            let polygons = (type == "Polygon" ? [.array(coordinates)] : coordinates).compactMap(GeoShape.polygon)
            guard polygons.count == (type == "Polygon" ? 1 : coordinates.count) else { return nil }
            self = .polygons(polygons)
        default:
            return nil
        }
    }

    private static func point(_ value: Value) -> SpherePoint? {
        guard let pair = value.array, pair.count >= 2 else { return nil }
        return SpherePoint(pair[0], pair[1])
    }

    private static func line(_ value: Value) -> [SpherePoint]? {
        guard let points = value.array else { return nil }
        let line = points.compactMap(point)
        guard line.count == points.count, line.count >= 2, Set(line.map { "\($0)" }).count >= 2 else { return nil }
        return line
    }

    private static func polygon(_ value: Value) -> [[SpherePoint]]? {
        guard let rings = value.array, !rings.isEmpty else { return nil }
        let read = rings.compactMap(ring)
        return read.count == rings.count ? read : nil
    }

    /// At least three different points, the first again at the end; it must not touch itself.
    private static func ring(_ value: Value) -> [SpherePoint]? {
        guard let points = value.array else { return nil }
        var ring = points.compactMap(point)
        guard ring.count == points.count, let first = ring.first else { return nil }
        if ring.last == first { ring.removeLast() }
        guard ring.count >= 3, Set(ring.map { "\($0)" }).count == ring.count else { return nil }
        return ring
    }

    var arcs: [SphereArc] {
        switch self {
        case .point: []
        case .lines(let lines): lines.flatMap { GeoShape.arcs($0, isClosed: false) }
        case .polygons(let polygons): polygons.joined().flatMap { GeoShape.arcs($0, isClosed: true) }
        }
    }

    static func arcs(_ points: [SpherePoint], isClosed: Bool) -> [SphereArc] {
        let arcs = zip(points, points.dropFirst()).map { SphereArc(start: $0, end: $1) }
        guard isClosed, let first = points.first, let last = points.last else { return arcs }
        return arcs + [SphereArc(start: last, end: first)]
    }

    // MARK: Writing

    static func json(_ point: SpherePoint) -> Value { json("Point", pair(point)) }

    static func json(_ type: String, _ coordinates: Value) -> Value {
        .bag(Bag([("type", .string(type)), ("coordinates", coordinates)]))
    }

    static func json(_ polygons: [[[SpherePoint]]]) -> Value {
        let written = polygons.map { Value.array($0.map { .array(($0 + $0.prefix(1)).map(pair)) }) }
        return written.count == 1 ? json("Polygon", written[0]) : json("MultiPolygon", .array(written))
    }

    static func pair(_ point: SpherePoint) -> Value { .array([.real(point.longitude), .real(point.latitude)]) }

    static let nothing = Value.bag(Bag([("type", .string("GeometryCollection")), ("geometries", .array([]))]))
}

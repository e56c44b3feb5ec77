internal import Foundation

/// Distances, directions and cells of points.
enum GeoPointFunctions {
    static let all: [ScalarFunction] = measures + geohashes + cells + [place]

    private static let four = [ScalarFunction.Parameter](repeating: .real, count: 4)

    private static let measures: [ScalarFunction] = [
        .values("geo_distance_2points", four, .exactly(.real)) { values in
            guard let a = SpherePoint(values[0], values[1]), let b = SpherePoint(values[2], values[3]) else { return .null }
            return .real(a.distance(to: b))
        },
        .values("geo_azimuth", four, .exactly(.real)) { values in
            guard SpherePoint(values[0], values[1]) != nil, SpherePoint(values[2], values[3]) != nil else { return .null }
            return azimuth(values.compactMap(\.real)).map(Value.real) ?? .null
        },
        .values("geo_angle", four + [.real, .real], .exactly(.real)) { values in
            let n = values.compactMap(\.real)
            guard n.count == 6, stride(from: 0, to: 6, by: 2).allSatisfy({ SpherePoint(values[$0], values[$0 + 1]) != nil }),
                let first = azimuth([n[2], n[3], n[0], n[1]]), let second = azimuth([n[2], n[3], n[4], n[5]])
            else { return .null }
            let angle = second - first
            return .real(angle < 0 ? angle + 2 * .pi : angle)
        },
        .values("geo_point_in_circle", four + [.real], .exactly(.bool)) { values in
            guard let a = SpherePoint(values[0], values[1]), let b = SpherePoint(values[2], values[3]),
                let radius = values[4].real,
                radius >= 0
            else { return .null }
            return .bool(a.distance(to: b) <= radius)
        },
    ]

    /// Clockwise from north, from 0 to 2 pi.
    private static func azimuth(_ n: [Double]) -> Double? {
        guard n.count == 4, n[0] != n[2] || n[1] != n[3] else { return nil }
        let (p, q, d) = (n[1] * .pi / 180, n[3] * .pi / 180, (n[2] - n[0]) * .pi / 180)
        let angle = atan2(sin(d) * cos(q), cos(p) * sin(q) - sin(p) * cos(q) * cos(d))
        return angle < 0 ? angle + 2 * .pi : angle
    }

    // MARK: Geohash

    private static let geohashes: [ScalarFunction] = [
        .values("geo_point_to_geohash", [.real, .real, .long], required: 2, .exactly(.string)) { values in
            let length = values.count > 2 ? values[2].integer ?? 0 : 5
            guard SpherePoint(values[0], values[1]) != nil, (1...Int64(Geohash.longest)).contains(length), let x = values[0].real,
                let y = values[1].real
            else { return .string("") }
            return .string(Geohash.text(x, y, length: Int(length)))
        },
        .map("geo_geohash_to_central_point") { (text: String) -> Value? in
            Geohash(text).map { GeoShape.json("Point", .array([.real($0.longitude), .real($0.latitude)])) } ?? .null
        },
        .map("geo_geohash_to_polygon") { (text: String) -> Value? in
            guard let cell = Geohash(text) else { return .null }
            let corners = [
                (cell.west, cell.south), (cell.east, cell.south), (cell.east, cell.north), (cell.west, cell.north),
                (cell.west, cell.south),
            ]
            return GeoShape.json("Polygon", .array([.array(corners.map { .array([.real($0.0), .real($0.1)]) })]))
        },
        .map("geo_geohash_neighbors") { (text: String) -> Value? in
            Geohash(text).map { .array($0.neighbours.map(Value.string)) } ?? .null
        },
    ]

    // MARK: S2 cells

    static let mostCells = 65_536

    private static let cells: [ScalarFunction] = [
        .values("geo_point_to_s2cell", [.real, .real, .long], required: 2, .exactly(.string)) { values in
            let level = values.count > 2 ? values[2].integer ?? -1 : 11
            guard let point = SpherePoint(values[0], values[1]), (0...Int64(S2Cell.finest)).contains(level) else {
                return .string("")
            }
            return .string(S2Cell(point, level: Int(level)).token)
        },
        .map("geo_s2cell_to_central_point") { (token: String) -> Value? in
            S2Cell(token: token).map { GeoShape.json($0.centre) } ?? .null
        },
        .map("geo_s2cell_to_polygon") { (token: String) -> Value? in
            guard let corners = S2Cell(token: token)?.corners else { return .null }
            return GeoShape.json("Polygon", .array([.array((corners + corners.prefix(1)).map(GeoShape.pair))]))
        },
        .map("geo_s2cell_neighbors") { (token: String) -> Value? in
            S2Cell(token: token).map { .array($0.neighbours.map { .string($0.token) }) } ?? .null
        },
        covering("geo_polygon_to_s2cells"), covering("geo_line_to_s2cells"),
    ]

    private static func covering(_ name: String) -> ScalarFunction {
        .values(name, [.dynamic, .long, .real], required: 1, .exactly(.dynamic)) { values in
            let level = values.count > 1 ? values[1].integer ?? -1 : 11
            guard let shape = GeoShape(values[0]), (0...Int64(S2Cell.finest)).contains(level) else { return .null }
            if values.count > 2, values[2].real ?? 0 != 0 {
                throw QueryError(.unsupported, "\(name)() with a radius is not carried out")
            }
            guard let cells = S2Cell.covering(shape, level: Int(level), limit: mostCells) else { return .null }
            return .array(cells.map { .string($0.token) })
        }
    }

    /// Where no source of places is there; the binder puts one in.
    private static let place = ScalarFunction("geo_info_from_ip_address", [.string], .exactly(.dynamic)) { _ in
        { _ in
            throw QueryError(
                .unsupported, "geo_info_from_ip_address() needs a database of addresses: serve --address-database FILE.mmdb")
        }
    }
}

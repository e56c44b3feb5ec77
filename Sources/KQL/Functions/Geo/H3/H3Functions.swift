/// Functions over cells of H3.
enum H3Functions {
    static let all: [ScalarFunction] = points + kin + surroundings

    private static let usualResolution: Int64 = 6
    /// Rings around a cell, at most.
    private static let farthestRing: Int64 = 142
    /// Resolutions between a cell and its children, at most.
    private static let deepestChildren = 5
    /// Cells of a polygon, at most.
    static let mostCells = 61_680

    private static func resolution(_ value: Value?) -> Int? {
        let number = value.map { $0.integer ?? -1 } ?? usualResolution
        return (0...Int64(H3Cell.finest)).contains(number) ? Int(number) : nil
    }

    private static func tokens(_ cells: [H3Cell]) -> Value { .array(cells.map { .string($0.token) }) }

    private static func pair(_ point: (longitude: Double, latitude: Double)) -> Value {
        .array([.real(point.longitude), .real(point.latitude)])
    }

    private static let points: [ScalarFunction] = [
        .values("geo_point_to_h3cell", [.real, .real, .long], required: 2, .exactly(.string)) { values in
            guard SpherePoint(values[0], values[1]) != nil, let longitude = values[0].real, let latitude = values[1].real,
                let resolution = resolution(values.count > 2 ? values[2] : nil)
            else { return .string("") }
            return .string(H3Cell(longitude: longitude, latitude: latitude, resolution: resolution)?.token ?? "")
        },
        .map("geo_h3cell_to_central_point") { (token: String) -> Value? in
            H3Cell(token: token).map { GeoShape.json("Point", pair($0.centre)) } ?? .null
        },
        .map("geo_h3cell_to_polygon") { (token: String) -> Value? in
            guard let corners = H3Cell(token: token)?.boundary else { return .null }
            return GeoShape.json("Polygon", .array([.array((corners + corners.prefix(1)).map(pair))]))
        },
        .values("geo_polygon_to_h3cells", [.dynamic, .long, .real], required: 1, .exactly(.dynamic)) { values in
            guard case .polygons(let polygons)? = GeoShape(values[0]),
                let resolution = resolution(values.count > 1 ? values[1] : nil)
            else { return .null }
            let radius = values.count > 2 ? values[2].real ?? -1 : 0
            guard radius >= 0, radius <= Sphere.radius else { return .null }
            return H3Covering(polygons, resolution: resolution, radius: radius).cells(limit: mostCells).map(tokens) ?? .null
        },
    ]

    private static let kin: [ScalarFunction] = [
        .values("geo_h3cell_level", [.string], .exactly(.int)) { values in
            values[0].string.flatMap(H3Cell.init).map { .long(Int64($0.resolution)) } ?? .null
        },
        .values("geo_h3cell_parent", [.string, .long], required: 1, .exactly(.string)) { values in
            guard let cell = values[0].string.flatMap(H3Cell.init) else { return .string("") }
            let wanted = values.count > 1 ? values[1].integer ?? -1 : Int64(cell.resolution - 1)
            return .string((0...Int64(cell.resolution)).contains(wanted) ? cell.parent(Int(wanted)).token : "")
        },
        .values("geo_h3cell_children", [.string, .long], required: 1, .exactly(.dynamic)) { values in
            guard let cell = values[0].string.flatMap(H3Cell.init) else { return .null }
            let wanted = values.count > 1 ? values[1].integer ?? -1 : Int64(cell.resolution + 1)
            let finest = min(H3Cell.finest, cell.resolution + deepestChildren)
            return (Int64(cell.resolution)...Int64(finest)).contains(wanted) ? tokens(cell.children(Int(wanted))) : .null
        },
    ]

    private static let surroundings: [ScalarFunction] = [
        .map("geo_h3cell_neighbors") { (token: String) -> Value? in H3Cell(token: token).map { tokens($0.neighbours) } ?? .null },
        .values("geo_h3cell_rings", [.string, .long], .exactly(.dynamic)) { values in
            guard let cell = values[0].string.flatMap(H3Cell.init), let distance = values[1].integer,
                (0...farthestRing).contains(distance)
            else { return .null }
            return .array(H3Rings(cell, Int(distance)).rings.map(tokens))
        },
    ]
}

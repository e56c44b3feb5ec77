/// Functions over polygons, and well-known text.
enum GeoPolygonFunctions {
    static let all: [ScalarFunction] = [
        .values("geo_point_in_polygon", [.real, .real, .dynamic], .exactly(.bool)) { values in
            guard let point = SpherePoint(values[0], values[1]), case .polygons(let polygons)? = GeoShape(values[2]) else {
                return .null
            }
            return .bool(polygons.contains { SphericalPolygon.contains(polygon: $0, point) })
        },
        measure("geo_polygon_area", .real) { .real($0.reduce(0) { $0 + SphericalPolygon.area($1) }) },
        measure("geo_polygon_perimeter", .real) { .real($0.reduce(0) { $0 + SphericalPolygon.perimeter($1) }) },
        measure("geo_polygon_centroid", .dynamic) { polygons in
            let sum = polygons.reduce(SpherePoint(x: 0, y: 0, z: 0)) { $0 + SphericalPolygon.centroid($1) }
            return GeoShape.json(sum.normalised)
        },
        .values("geo_union_polygons_array", [.dynamic], .exactly(.dynamic)) { try union($0[0]) },
        .map("geo_from_wkt") { (text: String) -> Value? in WellKnownText.parse(text) },
    ]

    /// Of what polygons cover together: what they have in common counts once.
    private static func measure(
        _ name: String, _ result: ScalarType, _ body: @escaping @Sendable ([[[SpherePoint]]]) -> Value
    ) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(result)) { values in
            guard case .polygons(let polygons)? = GeoShape(values[0]) else { return .null }
            return body(try PolygonUnion.polygons(polygons))
        }
    }

    private static func union(_ value: Value) throws -> Value {
        guard let shapes = value.array, !shapes.isEmpty else { return .null }
        var polygons: [[[SpherePoint]]] = []
        for shape in shapes {
            guard case .polygons(let own)? = GeoShape(shape) else { return .null }
            polygons += own
        }
        return GeoShape.json(try PolygonUnion.polygons(polygons))
    }
}

/// Shapes written as `POINT (1 2)`.
struct WellKnownText {
    private var rest: Substring

    private static let types = [
        "POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon", "MULTIPOINT": "MultiPoint",
        "MULTILINESTRING": "MultiLineString", "MULTIPOLYGON": "MultiPolygon",
    ]

    /// Null where the text is no shape.
    static func parse(_ text: String) -> Value {
        var reader = WellKnownText(rest: text[...])
        guard let shape = reader.shape(), reader.isAtEnd else { return .null }
        return shape
    }

    private var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

    private mutating func skip(_ sign: Character) -> Bool {
        skipBlanks()
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func shape() -> Value? {
        skipBlanks()
        let word = rest.prefix(while: \.isLetter).uppercased()
        rest = rest.dropFirst(word.count)
        if word == "GEOMETRYCOLLECTION" {
            guard skip("(") else { return nil }
            var shapes: [Value] = []
            repeat {
                guard let shape = shape() else { return nil }
                shapes.append(shape)
            } while skip(",")
            return skip(")") ? .bag(Bag([("type", .string("GeometryCollection")), ("geometries", .array(shapes))])) : nil
        }
        guard let type = WellKnownText.types[word], skip("("), let coordinates = list() else { return nil }
        guard word == "POINT" else { return GeoShape.json(type, .array(coordinates)) }
        return coordinates.count == 1 ? GeoShape.json(type, coordinates[0]) : nil
    }

    /// Elements up to the closing parenthesis: pairs of numbers, or lists.
    private mutating func list() -> [Value]? {
        var elements: [Value] = []
        repeat {
            if skip("(") {
                guard let inner = list() else { return nil }
                elements.append(.array(inner))
            } else {
                guard let x = number(), let y = number() else { return nil }
                elements.append(.array([x, y]))
            }
        } while skip(",")
        return skip(")") ? elements : nil
    }

    private mutating func number() -> Value? {
        skipBlanks()
        let digits = rest.prefix { $0.isNumber || "+-.eE".contains($0) }
        rest = rest.dropFirst(digits.count)
        return Int64(digits).map(Value.long) ?? Double(digits).map(Value.real)
    }
}

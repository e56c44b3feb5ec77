/// Functions over polygons, and well-known text.
enum GeoPolygonFunctions {
    static let all: [ScalarFunction] = [
        .values("geo_point_in_polygon", [.real, .real, .dynamic], .exactly(.bool)) { values in
            guard let point = SpherePoint(values[0], values[1]), case .polygons(let polygons)? = GeoShape(values[2]) else {
                return .null
            }
            return .bool(polygons.contains { SphericalPolygon.contains(polygon: $0, point) })
        },
        measure("geo_polygon_area", .real) { .real(SphericalPolygon.area($0)) },
        measure("geo_polygon_perimeter", .real) { .real(SphericalPolygon.perimeter($0)) },
        measure("geo_polygon_centroid", .dynamic) { GeoShape.json(SphericalPolygon.centroid($0).normalised) },
        .map("geo_from_wkt") { (text: String) -> Value? in WellKnownText.parse(text) },
    ]

    /// Of one polygon. Several may overlap, and what they have in common would count twice.
    private static func measure(
        _ name: String, _ result: ScalarType, _ body: @escaping @Sendable ([[SpherePoint]]) -> Value
    ) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(result)) { values in
            guard case .polygons(let polygons)? = GeoShape(values[0]) else { return .null }
            guard polygons.count == 1 else {
                throw QueryError(.unsupported, "\(name)() is carried out for one polygon, not for several")
            }
            return body(polygons[0])
        }
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

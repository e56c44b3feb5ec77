/// Functions from shapes to what lies around them or in several of them.
enum GeoBufferFunctions {
    static let all: [ScalarFunction] = [
        .values("geo_point_buffer", [.real, .real, .real, .real], required: 3, .exactly(.dynamic)) { values in
            guard let point = SpherePoint(values[0], values[1]),
                let buffer = try ShapeBuffer(radius: values[2], tolerance: values.dropFirst(3).first)
            else { return .null }
            return GeoShape.json([[buffer.ring(around: point)]])
        },
        .values("geo_line_buffer", [.dynamic, .real, .real], required: 2, .exactly(.dynamic)) { values in
            guard case .lines? = GeoShape(values[0]), let line = GeoShape(values[0]),
                let buffer = try ShapeBuffer(radius: values[1], tolerance: values.dropFirst(2).first)
            else { return .null }
            return GeoShape.json(try buffer.polygons(around: line.arcs))
        },
        .values("geo_polygon_buffer", [.dynamic, .real, .real], required: 2, .exactly(.dynamic)) { values in
            guard case .polygons(let polygons)? = GeoShape(values[0]),
                let buffer = try ShapeBuffer(radius: values[1], tolerance: values.dropFirst(2).first)
            else { return .null }
            return GeoShape.json(try buffer.polygons(around: polygons))
        },
        .values("geo_intersection_2polygons", [.dynamic, .dynamic], .exactly(.dynamic)) { values in
            guard case .polygons(let first)? = GeoShape(values[0]), case .polygons(let second)? = GeoShape(values[1]) else {
                return .null
            }
            return try PolygonIntersection.shape(first, second)
        },
    ]
}

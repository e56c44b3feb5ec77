internal import Foundation

/// Functions over lines and the edges of polygons.
enum GeoLineFunctions {
    static let all: [ScalarFunction] = measures + places + meetings + refused

    private static let measures: [ScalarFunction] = [
        line("geo_line_length", .real) { lines in .real(arcs(lines).reduce(0) { $0 + $1.length }) },
        line("geo_line_centroid", .dynamic) { lines in
            let sum = arcs(lines).reduce(SpherePoint(x: 0, y: 0, z: 0)) { sum, arc in
                // The mass of an arc pulls towards its middle.
                sum + (arc.start + arc.end).normalised * (2 * sin(arc.start.angle(to: arc.end) / 2))
            }
            return GeoShape.json(sum.normalised)
        },
        .values("geo_line_densify", [.dynamic, .real, .bool], required: 1, .exactly(.dynamic)) { values in
            Densifier.shape(values, isPolygon: false)
        },
        .values("geo_polygon_densify", [.dynamic, .real, .bool], required: 1, .exactly(.dynamic)) { values in
            Densifier.shape(values, isPolygon: true)
        },
    ]

    private static func arcs(_ lines: [[SpherePoint]]) -> [SphereArc] { lines.flatMap { GeoShape.arcs($0, isClosed: false) } }

    private static func line(
        _ name: String, _ result: ScalarType, _ body: @escaping @Sendable ([[SpherePoint]]) -> Value
    ) -> ScalarFunction {
        .values(name, [.dynamic], .exactly(result)) { values in
            guard case .lines(let lines)? = GeoShape(values[0]) else { return .null }
            return body(lines)
        }
    }

    // MARK: Places on lines

    private static let places: [ScalarFunction] = [
        .values("geo_line_interpolate_point", [.dynamic, .real], .exactly(.dynamic)) { values in
            guard case .lines(let lines)? = GeoShape(values[0]), lines.count == 1, let fraction = values[1].real,
                (0...1).contains(fraction)
            else { return .null }
            var rest = arcs(lines).reduce(0) { $0 + $1.length } * fraction
            for arc in arcs(lines) {
                if rest <= arc.length { return GeoShape.json(arc.point(at: arc.length == 0 ? 0 : rest / arc.length)) }
                rest -= arc.length
            }
            return lines[0].last.map(GeoShape.json) ?? .null
        },
        .values("geo_line_locate_point", [.dynamic, .real, .real], .exactly(.real)) { values in
            guard case .lines(let lines)? = GeoShape(values[0]), lines.count == 1, let point = SpherePoint(values[1], values[2])
            else { return .null }
            let arcs = arcs(lines)
            let total = arcs.reduce(0) { $0 + $1.length }
            var best = (distance: Double.infinity, place: 0.0)
            var before = 0.0
            for arc in arcs {
                let nearest = arc.closest(to: point)
                let distance = nearest.angle(to: point)
                if distance < best.distance { best = (distance, before + arc.start.distance(to: nearest)) }
                before += arc.length
            }
            return .real(best.place / total)
        },
        distance("geo_distance_point_to_line"), distance("geo_distance_point_to_polygon"),
        closest("geo_closest_point_on_line"), closest("geo_closest_point_on_polygon"),
    ]

    private static func nearest(_ values: [Value], isPolygon: Bool) -> (point: SpherePoint, nearest: SpherePoint)? {
        guard let point = SpherePoint(values[0], values[1]), let shape = GeoShape(values[2]) else { return nil }
        switch shape {
        case .point: return nil
        case .lines: if isPolygon { return nil }
        case .polygons(let polygons):
            guard isPolygon else { return nil }
            if polygons.contains(where: { SphericalPolygon.contains(polygon: $0, point) }) { return (point, point) }
        }
        return shape.arcs.map { $0.closest(to: point) }.min { $0.angle(to: point) < $1.angle(to: point) }.map { (point, $0) }
    }

    private static func distance(_ name: String) -> ScalarFunction {
        .values(name, [.real, .real, .dynamic], .exactly(.real)) { values in
            nearest(values, isPolygon: name.hasSuffix("polygon")).map { .real($0.point.distance(to: $0.nearest)) } ?? .null
        }
    }

    private static func closest(_ name: String) -> ScalarFunction {
        .values(name, [.real, .real, .dynamic], .exactly(.dynamic)) { values in
            nearest(values, isPolygon: name.hasSuffix("polygon")).map { GeoShape.json($0.nearest) } ?? .null
        }
    }

    // MARK: Meeting

    private static let meetings: [ScalarFunction] = [
        .values("geo_intersects_2lines", [.dynamic, .dynamic], .exactly(.bool)) { values in
            guard case .lines? = GeoShape(values[0]), case .lines? = GeoShape(values[1]) else { return .null }
            return .bool(GeoCrossing.meet(values[0], values[1]))
        },
        .values("geo_intersects_line_with_polygon", [.dynamic, .dynamic], .exactly(.bool)) { values in
            guard case .lines? = GeoShape(values[0]), case .polygons? = GeoShape(values[1]) else { return .null }
            return .bool(GeoCrossing.meet(values[0], values[1]))
        },
        .values("geo_intersects_2polygons", [.dynamic, .dynamic], .exactly(.bool)) { values in
            guard case .polygons? = GeoShape(values[0]), case .polygons? = GeoShape(values[1]) else { return .null }
            return .bool(GeoCrossing.meet(values[0], values[1]))
        },
        .values("geo_intersection_2lines", [.dynamic, .dynamic], .exactly(.dynamic)) { values in
            guard case .lines? = GeoShape(values[0]), case .lines? = GeoShape(values[1]), let first = GeoShape(values[0]),
                let second = GeoShape(values[1])
            else { return .null }
            return GeoCrossing.points(first.arcs, second.arcs)
        },
        .values("geo_intersection_line_with_polygon", [.dynamic, .dynamic], .exactly(.dynamic)) { values in
            guard case .lines(let lines)? = GeoShape(values[0]), case .polygons(let polygons)? = GeoShape(values[1]) else {
                return .null
            }
            return GeoCrossing.inside(lines, polygons)
        },
    ]

    /// Which points are kept, and in which order, is the S2 library's own; what is no shape gives null here as well.
    private static let refused: [ScalarFunction] = [
        simplify, refuse("geo_polygon_simplify", [.dynamic, .any], 1),
        refuse("geo_union_lines_array", [.dynamic], 1), refuse("geo_simplify_polygons_array", [.dynamic, .any], 1),
    ]

    /// A line whose points lie apart by more than the tolerance, and all within it of the arc between its ends, is that arc; one that lies
    /// within the tolerance of its beginning is nothing. Between the two, which points are kept is S2's choice.
    private static let simplify = ScalarFunction.values(
        "geo_line_simplify", [.dynamic, .real], required: 1, .exactly(.dynamic)
    ) { values in
        let tolerance = values.count > 1 ? values[1].real ?? -1 : 10
        guard case .lines(let lines)? = GeoShape(values[0]), (0..<7_800_000).contains(tolerance) else { return .null }
        if lines.count == 1, let line = lines.first, let first = line.first, let last = line.last {
            if line.allSatisfy({ $0.distance(to: first) < tolerance }) { return .null }
            let arc = SphereArc(start: first, end: last)
            let isApart = line.indices.allSatisfy { place in
                line[..<place].allSatisfy { $0.distance(to: line[place]) > tolerance }
            }
            if isApart, line.allSatisfy({ arc.closest(to: $0).distance(to: $0) < tolerance }) {
                return GeoShape.json("LineString", .array([GeoShape.pair(first), GeoShape.pair(last)]))
            }
        }
        throw QueryError(.unsupported, "geo_line_simplify() is not carried out where more than one arc is left")
    }

    private static func refuse(_ name: String, _ parameters: [ScalarFunction.Parameter], _ required: Int) -> ScalarFunction {
        .values(name, parameters, required: required, .exactly(.dynamic)) { values in
            let shapes = name.hasSuffix("_array") ? values[0].array ?? [.null] : [values[0]]
            if shapes.contains(where: { GeoShape($0) == nil }) { return .null }
            throw QueryError(.unsupported, "\(name)() is not carried out")
        }
    }
}

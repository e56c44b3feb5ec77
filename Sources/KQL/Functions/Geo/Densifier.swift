internal import Foundation

/// Puts points on straight lines of the map until the great circles between them are near enough. The estimate is that of
/// S2's edge tessellator: the error is greatest about a third of the way.
struct Densifier {
    /// In metres.
    var tolerance: Double

    private static let fraction = 0.31215691082248312
    private static let scale = 0.83829992569888509

    /// `geo_line_densify(shape, tolerance)`; null where the shape is none or the tolerance outside 0.1 to 10,000.
    static func shape(_ values: [Value], isPolygon: Bool) -> Value {
        let tolerance = values.count > 1 ? values[1].real ?? 0 : 10
        guard (0.1...10_000).contains(tolerance), let shape = GeoShape(values[0]), let bag = values[0].bag else { return .null }
        switch shape {
        case .point: return .null
        case .lines: if isPolygon { return .null }
        case .polygons: if !isPolygon { return .null }
        }
        var densified = bag
        densified["coordinates"] = bag["coordinates"].map(Densifier(tolerance: tolerance).coordinates)
        return .bag(densified)
    }

    private func coordinates(_ value: Value) -> Value {
        guard let elements = value.array, let first = elements.first?.array else { return value }
        guard first.first?.array == nil else { return .array(elements.map(coordinates)) }
        var points: [Value] = elements.prefix(1).map { $0 }
        for (from, to) in zip(elements, elements.dropFirst()) {
            guard let a = from.array, let b = to.array, let ax = a[0].real, let ay = a[1].real, let bx = b[0].real,
                let by = b[1].real
            else { continue }
            add((ax, ay), (bx, by), to: &points, depth: 0)
            points.append(to)
        }
        return .array(points)
    }

    private func add(_ a: (Double, Double), _ b: (Double, Double), to points: inout [Value], depth: Int) {
        guard depth < 20, error(a, b) > tolerance * Densifier.scale else { return }
        let middle = ((a.0 + b.0) / 2, (a.1 + b.1) / 2)
        add(a, middle, to: &points, depth: depth + 1)
        points.append(.array([.real(middle.0), .real(middle.1)]))
        add(middle, b, to: &points, depth: depth + 1)
    }

    private func error(_ a: (Double, Double), _ b: (Double, Double)) -> Double {
        let arc = SphereArc(start: SpherePoint(longitude: a.0, latitude: a.1), end: SpherePoint(longitude: b.0, latitude: b.1))
        return [Densifier.fraction, 1 - Densifier.fraction].map { part in
            let flat = SpherePoint(longitude: a.0 + (b.0 - a.0) * part, latitude: a.1 + (b.1 - a.1) * part)
            return arc.point(at: part).distance(to: flat)
        }.max() ?? 0
    }
}

/// Where lines and polygons meet.
enum GeoCrossing {
    /// Whether two valid shapes have a point in common.
    static func meet(_ a: Value, _ b: Value) -> Bool {
        guard let first = GeoShape(a), let second = GeoShape(b) else { return false }
        let (arcs, others) = (first.arcs, second.arcs)
        if arcs.contains(where: { arc in others.contains { $0.crossing(arc) != nil } }) { return true }
        return holds(first, others) || holds(second, arcs)
    }

    /// Whether a polygon of the shape holds the start of the arcs, and so all of them where nothing crosses.
    private static func holds(_ shape: GeoShape, _ arcs: [SphereArc]) -> Bool {
        guard case .polygons(let polygons) = shape else { return false }
        return arcs.contains { arc in polygons.contains { SphericalPolygon.contains(polygon: $0, arc.start) } }
    }

    /// The points where arcs cross.
    static func points(_ arcs: [SphereArc], _ others: [SphereArc]) -> Value {
        var found: [SpherePoint] = []
        for arc in arcs {
            for other in others {
                guard let point = arc.crossing(other), !found.contains(where: { $0.angle(to: point) < 1e-13 }) else { continue }
                found.append(point)
            }
        }
        if found.isEmpty { return GeoShape.nothing }
        return found.count == 1 ? GeoShape.json(found[0]) : GeoShape.json("MultiPoint", .array(found.map(GeoShape.pair)))
    }

    /// The parts of lines that lie in polygons.
    static func inside(_ lines: [[SpherePoint]], _ polygons: [[[SpherePoint]]]) -> Value {
        let borders = polygons.joined().flatMap { GeoShape.arcs($0, isClosed: true) }
        var parts: [[SpherePoint]] = []
        for line in lines {
            var isOpen = false
            for arc in GeoShape.arcs(line, isClosed: false) {
                let cuts = borders.compactMap { arc.crossing($0) }.sorted { arc.start.angle(to: $0) < arc.start.angle(to: $1) }
                let stops = [arc.start] + cuts + [arc.end]
                for (from, to) in zip(stops, stops.dropFirst()) where from.angle(to: to) > 1e-14 {
                    let middle = SphereArc(start: from, end: to).point(at: 0.5)
                    guard polygons.contains(where: { SphericalPolygon.contains(polygon: $0, middle) }) else {
                        isOpen = false
                        continue
                    }
                    if isOpen { parts[parts.count - 1].append(to) } else { parts.append([from, to]) }
                    isOpen = true
                }
            }
        }
        if parts.isEmpty { return GeoShape.nothing }
        let written = parts.map { Value.array($0.map(GeoShape.pair)) }
        return parts.count == 1 ? GeoShape.json("LineString", written[0]) : GeoShape.json("MultiLineString", .array(written))
    }
}

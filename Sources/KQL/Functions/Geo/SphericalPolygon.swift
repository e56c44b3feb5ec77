internal import Foundation

/// Measures of rings on the sphere. A ring's inside is the side whose area is less than half of the sphere.
enum SphericalPolygon {
    /// The area that a ring encloses, in steradians, with its sign: positive where it runs counter-clockwise.
    static func signedArea(_ ring: [SpherePoint]) -> Double {
        guard ring.count >= 3 else { return 0 }
        return (1..<ring.count - 1).reduce(0.0) { $0 + triangle(ring[0], ring[$1], ring[$1 + 1]) }
    }

    /// By the tangent of half of it, from the differences of the corners, which keep their digits where the triangle is small.
    private static func triangle(_ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint) -> Double {
        2 * atan2(a.dot((b - a).cross(c - a)), 1 + a.dot(b) + b.dot(c) + c.dot(a))
    }

    /// In square metres, holes taken out.
    static func area(_ rings: [[SpherePoint]]) -> Double {
        let areas = rings.map { ring -> Double in
            let area = abs(signedArea(ring))
            return min(area, 4 * .pi - area)
        }
        guard let outer = areas.first else { return 0 }
        return (outer - areas.dropFirst().reduce(0, +)) * Sphere.radius * Sphere.radius
    }

    static func perimeter(_ rings: [[SpherePoint]]) -> Double {
        rings.flatMap { GeoShape.arcs($0, isClosed: true) }.reduce(0) { $0 + $1.length }
    }

    /// The centre of mass, as a vector whose length is the weight.
    static func centroid(_ rings: [[SpherePoint]]) -> SpherePoint {
        rings.enumerated().reduce(SpherePoint(x: 0, y: 0, z: 0)) { sum, ring in
            let own = centroid(ring: ring.element)
            return ring.offset == 0 ? sum + own : sum - own
        }
    }

    /// The integral of the position over a ring's area: that of the triangles from its first corner.
    private static func centroid(ring: [SpherePoint]) -> SpherePoint {
        guard ring.count >= 3 else { return SpherePoint(x: 0, y: 0, z: 0) }
        let sum = (1..<ring.count - 1).reduce(SpherePoint(x: 0, y: 0, z: 0)) { $0 + centroid(ring[0], ring[$1], ring[$1 + 1]) }
        return signedArea(ring) < 0 ? sum * -1 : sum
    }

    /// Its product with each corner is half the triangle's volume times the angle of the side across over its sine; solved for the differences
    /// of the corners, which keep their digits where the triangle is small.
    private static func centroid(_ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint) -> SpherePoint {
        func ratio(_ from: SpherePoint, _ to: SpherePoint) -> Double {
            let (angle, sine) = (from.angle(to: to), from.cross(to).norm)
            return sine == 0 ? 1 : angle / sine
        }
        let (first, second) = (b - a, c - a)
        let across = ratio(b, c)
        let (left, right) = (ratio(c, a) - across, ratio(a, b) - across)
        return (first.cross(second) * across + second.cross(a) * left + a.cross(first) * right) * 0.5
    }

    /// Whether a point lies in a ring: the sum of the angles under which the edges are seen.
    static func contains(_ ring: [SpherePoint], _ point: SpherePoint) -> Bool {
        let winding = GeoShape.arcs(ring, isClosed: true).reduce(0.0) { sum, arc in
            let (a, b) = ((arc.start - point * arc.start.dot(point)), (arc.end - point * arc.end.dot(point)))
            return sum + atan2(point.dot(a.cross(b)), a.dot(b))
        }
        // A ring that runs around the point does so once; on the far side of the earth the sum is the same, turned.
        guard abs(winding) > .pi else { return false }
        let middle = ring.reduce(SpherePoint(x: 0, y: 0, z: 0), +)
        return middle.dot(point) > 0 || middle.norm == 0
    }

    static func contains(polygon: [[SpherePoint]], _ point: SpherePoint) -> Bool {
        guard let outer = polygon.first, contains(outer, point) else { return false }
        return !polygon.dropFirst().contains { contains($0, point) }
    }
}

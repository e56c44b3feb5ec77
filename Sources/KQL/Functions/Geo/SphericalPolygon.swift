internal import Foundation

/// Measures of rings on the sphere. A ring's inside is the side whose area is less than half of the sphere.
enum SphericalPolygon {
    /// The area that a ring encloses, in steradians, with its sign: positive where it runs counter-clockwise.
    static func signedArea(_ ring: [SpherePoint]) -> Double {
        guard ring.count >= 3 else { return 0 }
        return (1..<ring.count - 1).reduce(0.0) { $0 + triangle(ring[0], ring[$1], ring[$1 + 1]) }
    }

    /// By L'Huilier's formula, which is exact for small triangles as well.
    private static func triangle(_ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint) -> Double {
        let (x, y, z) = (b.angle(to: c), c.angle(to: a), a.angle(to: b))
        let s = (x + y + z) / 2
        let product = tan(s / 2) * tan((s - x) / 2) * tan((s - y) / 2) * tan((s - z) / 2)
        let area = 4 * atan(max(0, product).squareRoot())
        return a.dot(b.cross(c)) < 0 ? -area : area
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

    /// The integral of the position over a ring's area is half the sum of its edges' normals times their angles.
    private static func centroid(ring: [SpherePoint]) -> SpherePoint {
        let sum = GeoShape.arcs(ring, isClosed: true).reduce(SpherePoint(x: 0, y: 0, z: 0)) { sum, arc in
            sum + arc.start.cross(arc.end).normalised * (arc.start.angle(to: arc.end) / 2)
        }
        return signedArea(ring) < 0 ? sum * -1 : sum
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

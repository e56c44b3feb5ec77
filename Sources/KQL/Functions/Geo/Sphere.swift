internal import Foundation

/// Points and great circles on a sphere of the earth's mean radius.
enum Sphere {
    /// In metres.
    static let radius = 6_371_010.0
}

/// A point as a unit vector.
struct SpherePoint: Equatable, Sendable {
    var x: Double
    var y: Double
    var z: Double

    init(x: Double, y: Double, z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// From degrees.
    init(longitude: Double, latitude: Double) {
        let (phi, theta) = (latitude * .pi / 180, longitude * .pi / 180)
        self.init(x: cos(theta) * cos(phi), y: sin(theta) * cos(phi), z: sin(phi))
    }

    /// `nil` outside -180...180 and -90...90.
    init?(_ longitude: Value, _ latitude: Value) {
        guard let longitude = longitude.real, let latitude = latitude.real, abs(longitude) <= 180, abs(latitude) <= 90 else {
            return nil
        }
        self.init(longitude: longitude, latitude: latitude)
    }

    var longitude: Double { atan2(y, x) * 180 / .pi }
    var latitude: Double { atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi }

    func dot(_ other: SpherePoint) -> Double { x * other.x + y * other.y + z * other.z }

    func cross(_ other: SpherePoint) -> SpherePoint {
        SpherePoint(x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
    }

    var norm: Double { dot(self).squareRoot() }

    var normalised: SpherePoint {
        let length = norm
        return length == 0 ? self : self * (1 / length)
    }

    static func + (a: SpherePoint, b: SpherePoint) -> SpherePoint { SpherePoint(x: a.x + b.x, y: a.y + b.y, z: a.z + b.z) }
    static func - (a: SpherePoint, b: SpherePoint) -> SpherePoint { SpherePoint(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z) }
    static func * (a: SpherePoint, factor: Double) -> SpherePoint {
        SpherePoint(x: a.x * factor, y: a.y * factor, z: a.z * factor)
    }

    /// In radians, exact for small and large ones.
    func angle(to other: SpherePoint) -> Double { atan2(cross(other).norm, dot(other)) }

    func distance(to other: SpherePoint) -> Double { angle(to: other) * Sphere.radius }
}

/// The shorter arc between two points.
struct SphereArc: Sendable {
    var start: SpherePoint
    var end: SpherePoint

    var length: Double { start.distance(to: end) }

    /// The point some part of the way from the start.
    func point(at fraction: Double) -> SpherePoint {
        let angle = start.angle(to: end)
        guard angle > 0 else { return start }
        let tangent = start.cross(end).normalised.cross(start)
        return (start * cos(angle * fraction) + tangent * sin(angle * fraction)).normalised
    }

    /// The point of the arc that is nearest to another.
    func closest(to point: SpherePoint) -> SpherePoint {
        let normal = start.cross(end)
        guard normal.norm > 0 else { return start }
        let projected = (point - normal.normalised * point.dot(normal.normalised)).normalised
        if normal.cross(start).dot(projected) >= 0, end.cross(normal).dot(projected) >= 0 { return projected }
        return point.angle(to: start) < point.angle(to: end) ? start : end
    }

    /// Where two arcs cross, between their ends; `nil` where they do not.
    func crossing(_ other: SphereArc) -> SpherePoint? {
        let (first, second) = (start.cross(end), other.start.cross(other.end))
        let line = first.cross(second)
        guard line.norm > 1e-20 else { return nil }
        for candidate in [line.normalised, line.normalised * -1]
        where holds(candidate, first) && other.holds(candidate, second) { return candidate }
        return nil
    }

    private func holds(_ point: SpherePoint, _ normal: SpherePoint) -> Bool {
        let slack = -1e-15
        return normal.cross(start).dot(point) >= slack && end.cross(normal).dot(point) >= slack
    }
}

internal import Foundation

/// What lies within some distance of a point, a line or a polygon, as a polygon of chords.
struct ShapeBuffer {
    /// The distance as an angle.
    private let radius: Double
    /// Corners of a whole circle.
    private let corners: Int
    /// How far a chord may lie from the true border, as an angle.
    private let tolerance: Double

    /// In metres, where none is given.
    private static let standardTolerance = 10.0
    /// The tolerance has to be this share of the radius at least, as Microsoft has it.
    private static let leastTolerance = 1e-6
    private static let fewestCorners = 8

    /// - Parameters: in metres. `nil` where the radius is not positive or the tolerance is too small for it.
    /// - Throws: `QueryError` for a radius of a quarter of the earth's circumference or more, which no border is for.
    init?(radius: Value, tolerance: Value?) throws {
        guard let metres = radius.real, metres > 0, metres.isFinite else { return nil }
        let given = tolerance.flatMap { $0 == .null ? nil : $0 }
        guard let wanted = given.map(\.real) ?? ShapeBuffer.standardTolerance, wanted >= metres * ShapeBuffer.leastTolerance
        else {
            return nil
        }
        let deviation = min(wanted, metres / 2)
        self.radius = metres / Sphere.radius
        guard self.radius < .pi / 2 else {
            throw QueryError(.unsupported, "a buffer reaches less than a quarter around the earth: 10,007 km")
        }
        self.tolerance = deviation / Sphere.radius
        corners = max(ShapeBuffer.fewestCorners, Int((.pi / acos(1 - deviation / metres)).rounded(.up)))
    }

    /// Around a point.
    func ring(around point: SpherePoint) -> [SpherePoint] { (0..<corners).map { corner($0, of: point) } }

    /// Around lines.
    func polygons(around arcs: [SphereArc]) throws -> [[[SpherePoint]]] { try PolygonUnion.polygons(capsules(arcs)) }

    /// Around polygons and in them.
    func polygons(around polygons: [[[SpherePoint]]]) throws -> [[[SpherePoint]]] {
        let borders = polygons.joined().flatMap { GeoShape.arcs($0, isClosed: true) }
        return try PolygonUnion.polygons(polygons + capsules(borders))
    }

    /// Arcs without length have no sides; what lies around them lies around their neighbours.
    private func capsules(_ arcs: [SphereArc]) -> [[[SpherePoint]]] {
        arcs.filter { $0.start.angle(to: $0.end) > BorderPieces.tolerance }.map { [capsule($0)] }
    }

    /// The corners of every circle point the same ways, so that those around one point are the same.
    private func direction(_ number: Int, at point: SpherePoint) -> SpherePoint {
        let pole = SpherePoint(x: 0, y: 0, z: 1)
        let across = pole.cross(point)
        let east = across.norm > 1e-9 ? across.normalised : SpherePoint(x: 0, y: 1, z: 0)
        let angle = 2 * Double.pi * Double(number) / Double(corners)
        return east * cos(angle) + point.cross(east).normalised * sin(angle)
    }

    private func corner(_ number: Int, of point: SpherePoint) -> SpherePoint {
        (point * cos(radius) + direction(number, at: point) * sin(radius)).normalised
    }

    /// Around an arc, counter-clockwise: along its right side, around its end, back along its left, around its start.
    private func capsule(_ arc: SphereArc) -> [SpherePoint] {
        let left = arc.start.cross(arc.end).normalised
        let right = left * -1
        return side(arc, right) + cap(at: arc.end, from: right) + side(SphereArc(start: arc.end, end: arc.start), left)
            + cap(at: arc.start, from: left)
    }

    /// Points beside an arc, close enough for chords.
    private func side(_ arc: SphereArc, _ direction: SpherePoint) -> [SpherePoint] {
        let length = arc.start.angle(to: arc.end)
        let step = (8 * tolerance / (sin(radius) * cos(radius))).squareRoot()
        let count = max(1, Int((length / step).rounded(.up)))
        return (0...count).map { place in
            (arc.point(at: Double(place) / Double(count)) * cos(radius) + direction * sin(radius)).normalised
        }
    }

    /// The corners of the circle around a point that lie left of a direction, in order; what lies in it or against it is a side's.
    private func cap(at point: SpherePoint, from direction: SpherePoint) -> [SpherePoint] {
        let ahead = point.cross(direction)
        let turned = (0..<corners).compactMap { number -> (turn: Double, point: SpherePoint)? in
            let towards = self.direction(number, at: point)
            let turn = atan2(towards.dot(ahead), towards.dot(direction))
            return turn > 1e-9 && turn < .pi - 1e-9 ? (turn, corner(number, of: point)) : nil
        }
        return turned.sorted { $0.turn < $1.turn }.map(\.point)
    }
}

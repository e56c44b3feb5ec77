/// The borders of two sets of polygons, each cut where it meets the other's, so that a piece lies in the other set or outside it as a whole.
struct BorderPieces {
    /// Where a piece lies, seen from the other set.
    enum Place {
        case inside, outside
        /// On a border of the other, both insides on its same side.
        case shared
        /// On a border of the other, the insides on either side.
        case facing
    }

    /// A piece of a border, its inside on the left.
    struct Piece {
        var arc: SphereArc
        /// The number of the border that it was cut from.
        var border: Int
        var place: Place
    }

    /// Points that are nearer to each other than this are one, in radians: less than a tenth of a millimetre.
    static let tolerance = 1e-11

    private(set) var first: [Piece]
    private(set) var second: [Piece]

    /// - Parameters: rings that do not cross, outer ones counter-clockwise, holes clockwise.
    init(_ first: [[SpherePoint]], _ second: [[SpherePoint]]) {
        let arcs = first.flatMap { GeoShape.arcs($0, isClosed: true) }
        let others = second.flatMap { GeoShape.arcs($0, isClosed: true) }
        self.first = BorderPieces.pieces(arcs, numberedFrom: 0, others, second)
        self.second = BorderPieces.pieces(others, numberedFrom: arcs.count, arcs, first)
    }

    private static func pieces(
        _ arcs: [SphereArc], numberedFrom start: Int, _ others: [SphereArc], _ rings: [[SpherePoint]]
    ) -> [Piece] {
        arcs.enumerated().flatMap { number, arc in
            cut(arc, others).map { Piece(arc: $0, border: start + number, place: place(of: $0, rings, others)) }
        }
    }

    /// The arc in pieces that no border crosses.
    private static func cut(_ arc: SphereArc, _ others: [SphereArc]) -> [SphereArc] {
        let crossings = others.compactMap { $0.crossing(arc) }
        let touching = others.map(\.start).filter { arc.closest(to: $0).angle(to: $0) < tolerance }
        let inner = (crossings + touching).filter { $0.angle(to: arc.start) > tolerance && $0.angle(to: arc.end) > tolerance }
        var stops = [arc.start]
        for stop in inner.sorted(by: { arc.start.angle(to: $0) < arc.start.angle(to: $1) })
        where stops.allSatisfy({ $0.angle(to: stop) > tolerance }) { stops.append(stop) }
        stops.append(arc.end)
        return zip(stops, stops.dropFirst()).map { SphereArc(start: $0, end: $1) }
    }

    private static func place(of piece: SphereArc, _ rings: [[SpherePoint]], _ borders: [SphereArc]) -> Place {
        let middle = piece.point(at: 0.5)
        let shared = borders.first { border in
            [piece.start, middle, piece.end].allSatisfy { border.closest(to: $0).angle(to: $0) < tolerance }
        }
        if let shared {
            return shared.start.cross(shared.end).dot(piece.start.cross(piece.end)) > 0 ? .shared : .facing
        }
        return rings.count { SphericalPolygon.contains($0, middle) } % 2 == 1 ? .inside : .outside
    }
}

internal import Foundation

/// A cell of S2's division of the sphere: six faces of a cube, each cut into four again and again along a Hilbert curve.
/// The numbers are those of the S2 library.
struct S2Cell: Hashable, Sendable {
    let id: UInt64

    static let finest = 30
    private static let size = 1 << 30
    /// Position along the curve to quadrant, and quadrant to position, by orientation.
    private static let quadrants = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]]
    private static let turns = [1, 0, 0, 3]

    init(id: UInt64) { self.id = id }

    /// From a token of hexadecimal digits; `nil` where it is no cell.
    init?(token: String) {
        guard !token.isEmpty, token.utf8.count <= 16,
            let id = UInt64(token + String(repeating: "0", count: 16 - token.utf8.count), radix: 16), id != 0, id >> 61 < 6,
            id.trailingZeroBitCount % 2 == 0
        else { return nil }
        self.id = id
    }

    /// The cell of a point.
    init(_ point: SpherePoint, level: Int) {
        let (face, u, v) = S2Cell.face(of: point)
        let leaf = S2Cell(face: face, i: S2Cell.index(u), j: S2Cell.index(v))
        self = leaf.parent(level)
    }

    private init(face: Int, i: Int, j: Int) {
        var id = UInt64(face)
        var orientation = face & 1
        for level in (0..<30).reversed() {
            let quadrant = (i >> level & 1) << 1 | (j >> level & 1)
            let position = S2Cell.quadrants[orientation].firstIndex(of: quadrant) ?? 0
            id = id << 2 | UInt64(position)
            orientation ^= S2Cell.turns[position]
        }
        self.id = id << 1 | 1
    }

    var level: Int { 30 - id.trailingZeroBitCount / 2 }
    var face: Int { Int(id >> 61) }

    var token: String {
        let digits = String(id, radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        return String(padded.reversed().drop { $0 == "0" }.reversed())
    }

    func parent(_ level: Int) -> S2Cell {
        let bit: UInt64 = 1 << UInt64(2 * (30 - level))
        return S2Cell(id: id & (0 &- bit) | bit)
    }

    // MARK: The square in the face

    /// The corner of the cell nearest to the face's origin, and how long its side is, in leaf cells.
    private var square: (i: Int, j: Int, side: Int) {
        var (i, j) = (0, 0)
        var orientation = face & 1
        let level = level
        for step in 0..<level {
            let position = Int(id >> UInt64(61 - 2 * (step + 1)) & 3)
            let quadrant = S2Cell.quadrants[orientation][position]
            i = i << 1 | quadrant >> 1
            j = j << 1 | quadrant & 1
            orientation ^= S2Cell.turns[position]
        }
        return (i << (30 - level), j << (30 - level), 1 << (30 - level))
    }

    /// Corners, counter-clockwise from the one nearest to the origin.
    var corners: [SpherePoint] {
        let (i, j, side) = square
        return [(i, j), (i + side, j), (i + side, j + side), (i, j + side)].map { S2Cell.point(face, Double($0.0), Double($0.1)) }
    }

    var centre: SpherePoint {
        let (i, j, side) = square
        return S2Cell.point(face, Double(i) + Double(side) / 2, Double(j) + Double(side) / 2)
    }

    /// Cells of the same level that share an edge or a corner, in Kusto's order.
    var neighbours: [S2Cell] {
        let (i, j, side) = square
        var found: [S2Cell] = []
        func add(_ di: Int, _ dj: Int) {
            let cell = S2Cell.wrapped(face, i + di + side / 2, j + dj + side / 2).parent(level)
            if cell != self, !found.contains(cell) { found.append(cell) }
        }
        for (di, dj) in [(1, 1), (-1, -1), (1, -1), (0, -1), (0, 1), (1, 0), (-1, 0), (-1, 1)] { add(di * side, dj * side) }
        return found
    }

    /// A leaf cell by its place, which may lie past the face's edge.
    private static func wrapped(_ face: Int, _ i: Int, _ j: Int) -> S2Cell {
        if (0..<size).contains(i), (0..<size).contains(j) { return S2Cell(face: face, i: i, j: j) }
        let limit = 1 + Double.ulpOfOne * 4
        let clamp = { (value: Int) in max(-1, min(size, value)) }
        let scale = 1.0 / Double(size)
        let u = max(-limit, min(limit, scale * Double(2 * (clamp(i) - size / 2) + 1)))
        let v = max(-limit, min(limit, scale * Double(2 * (clamp(j) - size / 2) + 1)))
        let (other, x, y) = S2Cell.face(of: xyz(face, u, v))
        let index = { (value: Double) in max(0, min(size - 1, Int((Double(size) * 0.5 * (value + 1)).rounded(.down)))) }
        return S2Cell(face: other, i: index(x), j: index(y))
    }

    // MARK: Projection

    private static func point(_ face: Int, _ i: Double, _ j: Double) -> SpherePoint {
        xyz(face, stretched(i / Double(size)), stretched(j / Double(size))).normalised
    }

    /// S2's quadratic map from the square's coordinate to the cube's.
    private static func stretched(_ s: Double) -> Double { s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3 }

    private static func index(_ u: Double) -> Int {
        let s = u >= 0 ? 0.5 * (1 + 3 * u).squareRoot() : 1 - 0.5 * (1 - 3 * u).squareRoot()
        return max(0, min(size - 1, Int((s * Double(size)).rounded(.down))))
    }

    private static func xyz(_ face: Int, _ u: Double, _ v: Double) -> SpherePoint {
        switch face {
        case 0: SpherePoint(x: 1, y: u, z: v)
        case 1: SpherePoint(x: -u, y: 1, z: v)
        case 2: SpherePoint(x: -u, y: -v, z: 1)
        case 3: SpherePoint(x: -1, y: -v, z: -u)
        case 4: SpherePoint(x: v, y: -1, z: -u)
        default: SpherePoint(x: v, y: u, z: -1)
        }
    }

    private static func face(of p: SpherePoint) -> (Int, Double, Double) {
        let (x, y, z) = (abs(p.x), abs(p.y), abs(p.z))
        let axis = x > y ? (x > z ? 0 : 2) : (y > z ? 1 : 2)
        let isNegative = [p.x, p.y, p.z][axis] < 0
        switch axis + (isNegative ? 3 : 0) {
        case 0: return (0, p.y / p.x, p.z / p.x)
        case 1: return (1, -p.x / p.y, p.z / p.y)
        case 2: return (2, -p.x / p.z, -p.y / p.z)
        case 3: return (3, p.z / p.x, p.y / p.x)
        case 4: return (4, p.z / p.y, -p.x / p.y)
        default: return (5, -p.y / p.z, -p.x / p.z)
        }
    }
}

extension S2Cell {
    /// The four cells that this one is cut into.
    var children: [S2Cell] {
        let step = (id & (0 &- id)) >> 2
        return (0..<4).map { S2Cell(id: id &+ UInt64(bitPattern: Int64(2 * $0 - 3)) &* step) }
    }

    func contains(_ point: SpherePoint) -> Bool { S2Cell(point, level: level) == self }

    /// The cells of a level that a shape touches; `nil` where there are more than the limit.
    static func covering(_ shape: GeoShape, level: Int, limit: Int) -> [S2Cell]? {
        let arcs = shape.arcs
        var found: [S2Cell] = []
        var open = (0..<6).map { S2Cell(id: UInt64($0) << 61 | 1 << 60) }
        while let cell = open.popLast() {
            guard cell.touches(shape, arcs) else { continue }
            if cell.level < level {
                open += cell.children.reversed()
            } else {
                found.append(cell)
                if found.count > limit { return nil }
            }
        }
        return found
    }

    private func touches(_ shape: GeoShape, _ arcs: [SphereArc]) -> Bool {
        let corners = corners
        if arcs.contains(where: { contains($0.start) }) { return true }
        if case .polygons(let polygons) = shape,
            polygons.contains(where: { polygon in
                corners.contains { SphericalPolygon.contains(polygon: polygon, $0) }
                    || SphericalPolygon.contains(polygon: polygon, centre)
            })
        {
            return true
        }
        let edges = GeoShape.arcs(corners, isClosed: true)
        return arcs.contains { arc in edges.contains { $0.crossing(arc) != nil } }
    }
}

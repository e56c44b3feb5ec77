internal import Foundation

/// A face of the icosahedron that H3 lays its grids on, by its number.
///
/// The numbers of the faces, where they lie and how their grids are turned are facts of H3, from its documentation and library.
struct H3Face: Hashable, Sendable {
    var number: Int

    static let all = (0..<20).map(H3Face.init)

    /// The middles as latitude and longitude, in radians.
    private static let centres: [(latitude: Double, longitude: Double)] = [
        (0.803582649718989942, 1.248397419617396099), (1.307747883455638156, 2.536945009877921159),
        (1.054751253523952054, -1.347517358900396623), (0.600191595538186799, -0.450603909469755746),
        (0.491715428198773866, 0.401988202911306943), (0.172745327415618701, 1.678146885280433686),
        (0.605929321571350690, 2.953923329812411617), (0.427370518328979641, -1.888876200336285401),
        (-0.079066118549212831, -0.733429513380867741), (-0.230961644455383637, 0.506495587332349035),
        (0.079066118549212831, 2.408163140208925497), (0.230961644455383637, -2.635097066257444203),
        (-0.172745327415618701, -1.463445768309359553), (-0.605929321571350690, -0.187669323777381622),
        (-0.427370518328979641, 1.252716453253507838), (-0.600191595538186799, 2.690988744120037492),
        (-0.491715428198773866, -2.739604450678486295), (-0.803582649718989942, -1.893195233972397139),
        (-1.307747883455638156, -0.604647643711872080), (-1.054751253523952054, 1.794075294689396615),
    ]

    /// Where the first axis of the coarsest grid points to from the middle, clockwise from north, in radians.
    private static let directions: [Double] = [
        5.619958268523939882, 5.760339081714187279, 0.780213654393430055, 0.430469363979999913, 6.130269123335111400,
        2.692877706530642877, 2.982963003477243874, 3.532912002790141181, 3.494305004259568154, 3.003214169499538391,
        5.930472956509811562, 0.138378484090254847, 0.448714947059150361, 0.158629650112549365, 5.891865957979238535,
        2.711123289609793325, 3.294508837434268316, 3.804819692245439833, 3.664438879055192436, 2.361378999196363184,
    ]

    private static let points = centres.map {
        SpherePoint(longitude: $0.longitude * 180 / .pi, latitude: $0.latitude * 180 / .pi)
    }

    /// By how much an odd grid is turned to the left, in radians.
    private static let turn = 0.333473172251832115

    /// From the middle of a face to that of a neighbouring cell of the coarsest grid, on a plane that touches the sphere of radius 1 there.
    private static let unit = 0.38196601125010500003

    private static func step(_ resolution: Int) -> Double { unit / pow(7.0.squareRoot(), Double(resolution)) }

    // MARK: Projection

    /// The face that a point lies on, and its place there.
    static func place(longitude: Double, latitude: Double, resolution: Int) -> (face: H3Face, place: HexPlace) {
        let point = SpherePoint(longitude: longitude, latitude: latitude)
        let distances = points.map { ($0 - point).norm }
        let face = all.min { distances[$0.number] < distances[$1.number] } ?? all[0]
        let (centre, squared) = (centres[face.number], distances[face.number] * distances[face.number])
        guard squared > 0 else { return (face, .zero) }
        let (phi, delta) = (latitude * .pi / 180, longitude * .pi / 180 - centre.longitude)
        let azimuth = atan2(
            cos(phi) * sin(delta), cos(centre.latitude) * sin(phi) - sin(centre.latitude) * cos(phi) * cos(delta))
        let angle = directions[face.number] - azimuth - (resolution.isMultiple(of: 2) ? 0 : turn)
        let radius = tan(acos(1 - squared / 2)) / step(resolution)
        let j = radius * sin(angle) * 2 / 3.0.squareRoot()
        return (face, HexPlace(i: radius * cos(angle) + j / 2, j: j))
    }

    /// The longitude and latitude of a place on the face, in degrees.
    func point(_ place: HexPlace, resolution: Int) -> (longitude: Double, latitude: Double) {
        let (x, y) = (place.i - place.j / 2, place.j * 3.0.squareRoot() / 2)
        let centre = H3Face.centres[number]
        let radius = atan((x * x + y * y).squareRoot() * H3Face.step(resolution))
        let azimuth = H3Face.directions[number] - atan2(y, x) - (resolution.isMultiple(of: 2) ? 0 : H3Face.turn)
        let latitude = asin(
            max(-1, min(1, sin(centre.latitude) * cos(radius) + cos(centre.latitude) * sin(radius) * cos(azimuth))))
        let longitude =
            centre.longitude
            + atan2(
                sin(azimuth) * sin(radius), cos(centre.latitude) * cos(radius) - sin(centre.latitude) * sin(radius) * cos(azimuth)
            )
        return (remainder(longitude, 2 * .pi) * 180 / .pi, latitude * 180 / .pi)
    }

    // MARK: Neighbours

    /// A face behind a side of another, and how places there become its own: turned, then shifted by cells of the coarsest grid.
    struct Neighbour {
        var face: H3Face
        var turns: Int
        var shift: HexPlace
    }

    /// A side of a face, by the two axes between which it lies.
    enum Side: CaseIterable {
        case ij, jk, ki

        /// How far a place is towards the side.
        func distance(_ place: HexPlace) -> Double {
            switch self {
            case .ij: place.i + place.j
            case .jk: place.j - 2 * place.i
            case .ki: place.i - 2 * place.j
            }
        }
    }

    /// Five faces lie around each pole, ten in two rows between them.
    func neighbour(_ side: Side) -> Neighbour {
        let (row, column) = (number / 5, number % 5)
        func face(_ row: Int, _ column: Int) -> H3Face { H3Face(number: row * 5 + column % 5) }
        let isPolar = row == 0 || row == 3
        switch side {
        case .jk: return Neighbour(face: face([1, 0, 3, 2][row], column), turns: 3, shift: HexPlace(i: -2, j: 0))
        case .ij where isPolar:
            return Neighbour(face: face(row, column + (row == 0 ? 4 : 1)), turns: 1, shift: HexPlace(i: 0, j: -2))
        case .ki where isPolar:
            return Neighbour(face: face(row, column + (row == 0 ? 1 : 4)), turns: 5, shift: HexPlace(i: 2, j: 2))
        case .ij: return Neighbour(face: face(3 - row, column), turns: 3, shift: HexPlace(i: 2, j: 2))
        case .ki: return Neighbour(face: face(3 - row, column + (row == 1 ? 4 : 1)), turns: 3, shift: HexPlace(i: 0, j: -2))
        }
    }
}

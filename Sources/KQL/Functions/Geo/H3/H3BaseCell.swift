/// One of the 122 cells of H3's coarsest grid, by its number. Twelve of them, around the icosahedron's corners, are pentagons.
struct H3BaseCell: Hashable, Sendable {
    var number: Int

    static let count = 122

    /// A cell as it lies on a face.
    private struct Seen {
        var face: H3Face
        var place: HexPlace
        var cell: H3BaseCell
        /// So many times the face's grid is turned to the left for that of the face where the cell is at home.
        var turns: Int
    }

    /// The places of a face's coarsest grid, as H3 writes them.
    private static let places: [(i: Double, j: Double, k: Double)] = [
        (0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 1, 2), (0, 2, 0), (0, 2, 1), (1, 0, 0), (1, 0, 1), (1, 0, 2),
        (1, 1, 0), (1, 2, 0), (2, 0, 0), (2, 0, 1), (2, 1, 0),
    ]

    /// For each face and place ten times the number of the cell, and the turns.
    private static let table: [[Int]] = [
        [160, 180, 245, 330, 300, 323, 491, 483, 80, 55, 105, 220, 411, 40, 5, 151],
        [20, 60, 145, 100, 110, 173, 241, 233, 0, 15, 95, 50, 181, 41, 35, 81],
        [70, 210, 385, 90, 190, 343, 141, 203, 30, 135, 295, 10, 61, 42, 125, 1],
        [260, 420, 585, 290, 430, 623, 381, 473, 120, 285, 445, 130, 211, 43, 155, 31],
        [310, 410, 495, 440, 530, 613, 581, 653, 150, 225, 335, 280, 421, 44, 85, 121],
        [500, 480, 493, 320, 303, 333, 243, 183, 700, 670, 663, 523, 373, 830, 873, 743],
        [250, 230, 243, 170, 113, 103, 143, 63, 450, 390, 373, 353, 273, 630, 593, 563],
        [360, 200, 143, 340, 193, 93, 383, 213, 550, 400, 273, 543, 513, 720, 603, 733],
        [640, 470, 383, 620, 433, 293, 583, 423, 840, 690, 513, 823, 763, 970, 893, 983],
        [750, 650, 583, 610, 533, 443, 493, 413, 940, 860, 763, 813, 663, 1070, 1043, 1013],
        [570, 590, 633, 740, 783, 793, 833, 923, 370, 393, 453, 520, 703, 240, 233, 323],
        [460, 600, 723, 560, 683, 803, 633, 773, 270, 403, 553, 350, 453, 140, 203, 173],
        [710, 890, 973, 730, 913, 1033, 723, 883, 510, 693, 843, 540, 553, 380, 473, 343],
        [960, 1040, 1073, 980, 1103, 1153, 973, 1113, 760, 863, 943, 820, 843, 580, 653, 623],
        [850, 870, 833, 1010, 1023, 1003, 1073, 1123, 660, 673, 703, 810, 943, 490, 483, 613],
        [950, 920, 835, 790, 780, 743, 631, 593, 1090, 1080, 1005, 931, 771, 1174, 1185, 1061],
        [900, 770, 635, 800, 680, 563, 721, 603, 1060, 930, 795, 991, 881, 1173, 1095, 1131],
        [1050, 880, 725, 1030, 910, 733, 971, 893, 1130, 990, 805, 1161, 1111, 1172, 1065, 1211],
        [1190, 1110, 975, 1150, 1100, 983, 1071, 1043, 1210, 1160, 1035, 1201, 1121, 1171, 1135, 1181],
        [1140, 1120, 1075, 1000, 1020, 1013, 831, 873, 1180, 1200, 1155, 1081, 921, 1170, 1215, 1091],
    ]

    private static let seen: [Seen] = zip(H3Face.all, table).flatMap { face, row in
        zip(places, row).map { place, entry in
            Seen(
                face: face, place: HexPlace(i: place.i - place.k, j: place.j - place.k), cell: H3BaseCell(number: entry / 10),
                turns: entry % 10)
        }
    }

    private static let byPlace = Dictionary(
        uniqueKeysWithValues: seen.map { (Key(face: $0.face, place: $0.place), $0) })

    private struct Key: Hashable {
        var face: H3Face
        var place: HexPlace
    }

    /// The home of each cell: where its grid need not be turned. Places past a side of the face are no homes.
    private static let homes = Dictionary(
        seen.filter { seen in
            let (i, j, k) = seen.place.parts
            return seen.turns == 0 && i + j + k <= 2
        }.map { ($0.cell, (face: $0.face, place: $0.place)) }
    ) { first, _ in first }

    static let pentagons: Set<Int> = [4, 14, 24, 38, 49, 58, 63, 72, 83, 97, 107, 117]

    var isPentagon: Bool { H3BaseCell.pentagons.contains(number) }

    /// The face that the cell's grids are those of, and where it lies there.
    var home: (face: H3Face, place: HexPlace) { H3BaseCell.homes[self] ?? (H3Face(number: 0), .zero) }

    /// The cell at a place of a face, and how often the face's grid is turned for the cell's. A pentagon that lies at the corner of the
    /// second axis is left out of on the other side.
    static func at(_ face: H3Face, _ place: HexPlace) -> (cell: H3BaseCell, turns: Int, isMirrored: Bool)? {
        byPlace[Key(face: face, place: place)].map { ($0.cell, $0.turns, place == HexPlace(i: 0, j: 2)) }
    }
}

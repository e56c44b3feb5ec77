/// A cell of H3: the sphere cut into hexagons, and twelve pentagons, at 16 resolutions. Cells and their numbers are those of the H3 library.
///
/// The number holds the resolution, the cell of the coarsest grid, and a digit for each resolution: zero for the middle one of seven, else
/// its direction.
struct H3Cell: Hashable, Sendable {
    let id: UInt64

    static let finest = 15

    private static let modeOfCells: UInt64 = 1
    /// The digit in the direction that pentagons do not have.
    static let missing = 1
    /// What stands for the digits behind the last.
    private static let unused = 7

    /// From a token of hexadecimal digits; `nil` where it is no cell.
    init?(token: String) {
        guard token.utf8.count <= 16,
            token.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || "abcdefABCDEF".utf8.contains($0) }),
            let id = UInt64(token, radix: 16), id >> 56 == H3Cell.modeOfCells << 3
        else { return nil }
        self.id = id
        let digits = digits
        guard base.number < H3BaseCell.count, digits.allSatisfy({ $0 < H3Cell.unused }),
            (resolution..<H3Cell.finest).allSatisfy({ H3Cell.digit(id, $0 + 1) == H3Cell.unused }),
            !base.isPentagon || digits.leading != H3Cell.missing
        else { return nil }
    }

    init(_ base: H3BaseCell, _ digits: [Int]) {
        var id = H3Cell.modeOfCells << 59 | UInt64(digits.count) << 52 | UInt64(base.number) << 45
        for place in 0..<H3Cell.finest {
            id |= UInt64(place < digits.count ? digits[place] : H3Cell.unused) << UInt64(3 * (H3Cell.finest - 1 - place))
        }
        self.id = id
    }

    private static func digit(_ id: UInt64, _ resolution: Int) -> Int { Int(id >> UInt64(3 * (finest - resolution)) & 7) }

    var resolution: Int { Int(id >> 52 & 15) }
    var base: H3BaseCell { H3BaseCell(number: Int(id >> 45 & 127)) }
    var digits: [Int] { (0..<resolution).map { H3Cell.digit(id, $0 + 1) } }
    var token: String { String(id, radix: 16) }
    var isPentagon: Bool { base.isPentagon && digits.leading == 0 }

    /// The cell of a coarser resolution that this one belongs to; itself for its own.
    func parent(_ resolution: Int) -> H3Cell { H3Cell(base, Array(digits.prefix(resolution))) }

    /// The cells of a finer resolution that belong to this one, in the order of their numbers.
    func children(_ resolution: Int) -> [H3Cell] {
        var all = [digits]
        for _ in self.resolution..<resolution {
            all = all.flatMap { digits in
                (0..<H3Cell.unused).compactMap { digit in
                    base.isPentagon && digits.leading == 0 && digit == H3Cell.missing ? nil : digits + [digit]
                }
            }
        }
        return all.map { H3Cell(base, $0) }
    }
}

extension [Int] {
    /// The first digit of a cell that is not zero.
    var leading: Int { first { $0 != 0 } ?? 0 }

    /// A cell's digits with all directions turned to the left by 60 degrees.
    func turned(_ times: Int) -> [Int] {
        let left = [0, 5, 3, 1, 6, 4, 2]
        return (0..<times).reduce(self) { digits, _ in digits.map { left[$0] } }
    }

    /// The same around a pentagon, where the missing direction is passed over.
    func turnedAroundPentagon(_ times: Int) -> [Int] {
        (0..<times).reduce(self) { digits, _ in
            let turned = digits.turned(1)
            return turned.leading == H3Cell.missing ? turned.turned(1) : turned
        }
    }
}

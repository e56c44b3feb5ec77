/// Geohashes: base 32 of the bits of longitude and latitude in turn.
struct Geohash {
    private static let digits = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)
    static let longest = 18

    var west = -180.0, east = 180.0, south = -90.0, north = 90.0
    var length = 0

    init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Geohash.longest else { return nil }
        var isLongitude = true
        for byte in text.lowercased().utf8 {
            guard let digit = Geohash.digits.firstIndex(of: byte) else { return nil }
            for bit in (0..<5).reversed() {
                halve(isLongitude, upper: digit >> bit & 1 == 1)
                isLongitude.toggle()
            }
        }
        length = text.utf8.count
    }

    private mutating func halve(_ isLongitude: Bool, upper: Bool) {
        if isLongitude {
            let middle = (west + east) / 2
            if upper { west = middle } else { east = middle }
        } else {
            let middle = (south + north) / 2
            if upper { south = middle } else { north = middle }
        }
    }

    var longitude: Double { (west + east) / 2 }
    var latitude: Double { (south + north) / 2 }

    static func text(_ longitude: Double, _ latitude: Double, length: Int) -> String {
        var (west, east, south, north) = (-180.0, 180.0, -90.0, 90.0)
        var text: [UInt8] = []
        var isLongitude = true
        for _ in 0..<length {
            var digit = 0
            for _ in 0..<5 {
                let middle = isLongitude ? (west + east) / 2 : (south + north) / 2
                let isUpper = (isLongitude ? longitude : latitude) >= middle
                digit = digit << 1 | (isUpper ? 1 : 0)
                switch (isLongitude, isUpper) {
                case (true, true): west = middle
                case (true, false): east = middle
                case (false, true): south = middle
                case (false, false): north = middle
                }
                isLongitude.toggle()
            }
            text.append(digits[digit])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The cells around, in Kusto's order; those past a pole are left out.
    var neighbours: [String] {
        let (width, height) = (east - west, north - south)
        return [(-1, -1), (-1, 1), (1, -1), (0, 1), (-1, 0), (1, 1), (1, 0), (0, -1)].compactMap { dx, dy in
            let y = latitude + Double(dy) * height
            guard abs(y) < 90 else { return nil }
            var x = longitude + Double(dx) * width
            if x > 180 { x -= 360 } else if x < -180 { x += 360 }
            return Geohash.text(x, y, length: length)
        }
    }
}

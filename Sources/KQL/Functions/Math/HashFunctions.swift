internal import Crypto
internal import Primitives

/// Digests of values. Those with a name of an algorithm are what everybody's implementation gives.
enum HashFunctions {
    static let all: [ScalarFunction] = [
        digest("hash_md5") { hexadecimal(Insecure.MD5.hash(data: $0)) },
        digest("hash_sha1") { hexadecimal(Insecure.SHA1.hash(data: $0)) },
        digest("hash_sha256") { hexadecimal(SHA256.hash(data: $0)) },
        number("hash"), number("hash_xxhash64"), many,
    ]

    private static let many = ScalarFunction("hash_many", [.any, .any], isVariadic: true, .exactly(.long)) { _ in
        { _ in
            throw QueryError(
                .unsupported,
                "hash_many() is not carried out: how it puts hashes together is documented nowhere; hash the strcat() of the values instead"
            )
        }
    }

    /// Digests are of the text that `tostring` makes.
    private static func digest(_ name: String, _ body: @escaping @Sendable ([UInt8]) -> String) -> ScalarFunction {
        .values(name, [.any], .exactly(.string)) { values in .string(body(Array(values[0].text.utf8))) }
    }

    private static func number(_ name: String) -> ScalarFunction {
        .values(name, [.any, .long], required: 1, .exactly(.long)) { values in
            let hash = xxhash(values[0])
            guard values.count > 1, let modulus = values[1].integer else { return .long(hash) }
            return modulus > 0 ? .long(ArithmeticFunctions.remainder(hash, modulus) ?? 0) : .null
        }
    }

    private static func xxhash(_ value: Value) -> Int64 { Int64(bitPattern: XXHash64.hash(bytes(value))) }

    /// Texts are hashed as UTF-8, numbers and times as the eight bytes they are kept in.
    private static func bytes(_ value: Value) -> [UInt8] {
        switch value {
        case .long(let number), .datetime(let number), .timespan(let number):
            withUnsafeBytes(of: number.littleEndian) { Array($0) }
        case .real(let number): withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
        case .bool(let flag): [flag ? 1 : 0]
        default: Array(value.text.utf8)
        }
    }
}

/// xxHash64 with seed 0.
enum XXHash64 {
    private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

    static func hash(_ bytes: [UInt8]) -> UInt64 {
        var index = 0
        var hash: UInt64
        if bytes.count >= 32 {
            var lanes = [p1 &+ p2, p2, 0, 0 &- p1]
            while index + 32 <= bytes.count {
                for lane in 0..<4 { lanes[lane] = round(lanes[lane], word(bytes, index + lane * 8)) }
                index += 32
            }
            hash = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
            for lane in lanes { hash = (hash ^ round(0, lane)) &* p1 &+ p4 }
        } else {
            hash = p5
        }
        hash &+= UInt64(bytes.count)
        while index + 8 <= bytes.count {
            hash = rotate(hash ^ round(0, word(bytes, index)), 27) &* p1 &+ p4
            index += 8
        }
        if index + 4 <= bytes.count {
            let half = (0..<4).reduce(UInt64(0)) { $0 | UInt64(bytes[index + $1]) << UInt64($1 * 8) }
            hash = rotate(hash ^ half &* p1, 23) &* p2 &+ p3
            index += 4
        }
        while index < bytes.count {
            hash = rotate(hash ^ UInt64(bytes[index]) &* p5, 11) &* p1
            index += 1
        }
        hash = (hash ^ hash >> 33) &* p2
        hash = (hash ^ hash >> 29) &* p3
        return hash ^ hash >> 32
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 { rotate(lane &+ word &* p2, 31) &* p1 }

    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }

    private static func word(_ bytes: [UInt8], _ index: Int) -> UInt64 {
        (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[index + $1]) << UInt64($1 * 8) }
    }
}

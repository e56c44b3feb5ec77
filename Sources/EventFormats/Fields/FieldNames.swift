#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The names of fields that a format knows, each with a number, found without making a text of the name.
final class FieldNames: Sendable {
    /// What becomes of an object inside a record.
    enum Nesting: UInt8, Sendable {
        /// It is one value, as JSON.
        case keep
        /// Its members are fields whose names begin with its own: `http.hostname`.
        case path
        /// Its members are fields by their own names alone, also those of objects inside it.
        case bare
        /// Its members are fields by their own names with the first letter in upper case.
        case capitalised
        /// Its members count as those of the object around it.
        case same
    }

    let count: Int
    let otherwise: Nesting
    private let bytes: [UInt8]
    /// Where each name starts in `bytes`, and the end of the last.
    private let starts: [Int32]
    /// Numbers by hash, -1 for a free place; at most a quarter is taken.
    private let table: [Int32]
    private let mask: Int
    private let nestings: [Nesting]
    private let slots: [String: Int]

    /// - Parameters:
    ///   - nesting: what becomes of the objects of these names or paths.
    ///   - otherwise: what becomes of all others.
    init(_ names: some Sequence<String>, nesting: [String: Nesting] = [:], otherwise: Nesting = .keep) {
        let all = Set(names).union(nesting.keys).sorted()
        count = all.count
        self.otherwise = otherwise
        var (bytes, starts): ([UInt8], [Int32]) = ([], [0])
        for name in all {
            bytes += Array(name.utf8)
            starts.append(Int32(bytes.count))
        }
        var size = 64
        while size < 4 * all.count { size *= 2 }
        var table = [Int32](repeating: -1, count: size)
        for (slot, name) in all.enumerated() {
            var place = Array(name.utf8).withUnsafeBufferPointer { Int(truncatingIfNeeded: FieldNames.hash($0)) & (size - 1) }
            while table[place] >= 0 { place = (place + 1) & (size - 1) }
            table[place] = Int32(slot)
        }
        (self.bytes, self.starts, self.table) = (bytes, starts, table)
        mask = size - 1
        nestings = all.map { nesting[$0] ?? otherwise }
        slots = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
    }

    /// The number of a name when plans are made; `nil` where it is not among the names.
    func slot(of name: String) -> Int? { slots[name] }

    /// The number of a name; -1 where it is not among the names.
    func slot(of name: Bytes) -> Int {
        var place = Int(truncatingIfNeeded: FieldNames.hash(name)) & mask
        while true {
            let slot = Int(table[place])
            if slot < 0 || isName(slot, name) { return slot }
            place = (place + 1) & mask
        }
    }

    func nesting(_ slot: Int) -> Nesting { slot < 0 ? otherwise : nestings[slot] }

    private func isName(_ slot: Int, _ name: Bytes) -> Bool {
        let start = Int(starts[slot])
        guard Int(starts[slot + 1]) - start == name.count, let base = name.baseAddress else { return name.isEmpty }
        return bytes.withUnsafeBufferPointer { own in own.baseAddress.map { memcmp($0 + start, base, name.count) == 0 } ?? false }
    }

    /// Of the length, the first and the last eight bytes: names of one format seldom differ in the middle alone.
    private static func hash(_ name: Bytes) -> UInt64 {
        guard let base = name.baseAddress else { return 0 }
        let raw = UnsafeRawPointer(base)
        var word = UInt64(name.count) &* 0x9e37_79b9_7f4a_7c15
        if name.count >= 8 {
            let first = raw.loadUnaligned(as: UInt64.self)
            let last = raw.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
            word ^= (first &* 0xbf58_476d_1ce4_e5b9) ^ (last &* 0x94d0_49bb_1331_11eb)
        } else {
            var short: UInt64 = 0
            for byte in name { short = short << 8 | UInt64(byte) }
            word ^= short &* 0xff51_afd7_ed55_8ccd
        }
        word = (word ^ word >> 31) &* 0xc4ce_b9fe_1a85_ec53
        return word ^ word >> 32
    }
}

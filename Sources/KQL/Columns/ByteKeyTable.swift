/// Gives each different run of bytes a number, counted from 0 in the order they come. Groups, join keys and sets of
/// strings are looked up with it: open addressing, one arena of bytes, nothing allocated for a key.
struct ByteKeyTable: Sendable {
    private var slots: [Int32]
    private var hashes: [UInt64] = []
    private var bytes: [UInt8] = []
    private var offsets: [Int] = [0]

    init(capacity: Int = 64) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
    }

    var count: Int { hashes.count }

    /// Roughly the memory in use.
    var size: Int { slots.count * 4 + hashes.count * 16 + bytes.count }

    func key(_ number: Int) -> ArraySlice<UInt8> { bytes[offsets[number]..<offsets[number + 1]] }

    /// The number of a key that is there.
    func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
        let hash = ByteKeyTable.hash(key)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, holds(key, at: number) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The number of a key, which is added where it is new.
    mutating func number(of key: UnsafeBufferPointer<UInt8>) -> Int {
        let hash = ByteKeyTable.hash(key)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, holds(key, at: number) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = hashes.count
        slots[slot] = Int32(number)
        hashes.append(hash)
        bytes.append(contentsOf: key)
        offsets.append(bytes.count)
        if hashes.count * 2 > slots.count { grow() }
        return number
    }

    private func holds(_ key: UnsafeBufferPointer<UInt8>, at number: Int) -> Bool {
        let start = offsets[number]
        guard offsets[number + 1] - start == key.count else { return false }
        return bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start..<start + key.count]).isEqual(key) }
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for number in hashes.indices {
            var slot = Int(truncatingIfNeeded: hashes[number]) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    /// Eight bytes at a time, multiplied to 128 bits and folded.
    @inline(__always)
    static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(key.count)
        guard let base = UnsafeRawPointer(key.baseAddress) else { return hash }
        var index = 0
        while index + 8 <= key.count {
            hash = mix(hash ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var tail: UInt64 = 0
        while index < key.count {
            tail = tail << 8 | UInt64(key[index])
            index += 1
        }
        return mix(hash ^ tail)
    }

    @inline(__always)
    static func mix(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
        return product.high ^ product.low ^ 0xe703_7ed1_a0b4_28db
    }
}

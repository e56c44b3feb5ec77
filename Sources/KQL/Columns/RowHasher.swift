/// Hashes the values of a vector, 64 bits each.
struct RowHasher {
    private let vector: Vector

    init(_ vector: Vector) { self.vector = vector }

    /// Calls the body with each row and the hash of its value; `nil` where there is none.
    func each(_ count: Int, _ body: (Int, UInt64?) -> Void) {
        switch vector.column.storage {
        case .integers(let values):
            let validity = vector.column.validity
            for row in 0..<count {
                let place = vector.place(row)
                body(row, validity?[place] == false ? nil : ByteKeyTable.mix(UInt64(bitPattern: values[place])))
            }
        case .strings(let buffer):
            buffer.withBytes { strings in
                for row in 0..<count { body(row, ByteKeyTable.hash(strings[vector.place(row)])) }
            }
        default:
            for row in 0..<count {
                let value = vector[row]
                if value.isNull {
                    body(row, nil)
                } else {
                    var text = value.json
                    body(row, text.withUTF8 { ByteKeyTable.hash($0) })
                }
            }
        }
    }
}

/// A set of 64-bit words, open addressing.
struct HashSet64 {
    private var slots = [UInt64](repeating: 0, count: 1024)
    private var hasZero = false
    private(set) var count = 0

    /// Whether the word was new.
    mutating func insert(_ word: UInt64) -> Bool {
        if word == 0 {
            defer { hasZero = true }
            return !hasZero
        }
        var slot = Int(truncatingIfNeeded: word) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == word { return false }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = word
        count += 1
        if count * 2 > slots.count { grow() }
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        for word in old where word != 0 {
            var slot = Int(truncatingIfNeeded: word) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = word
        }
    }
}

/// Why a checkpoint cannot be read.
public enum CheckpointError: Error, Hashable, Sendable {
    case notACheckpoint
    /// Written by another version of the correlator: replay instead.
    case unknownVersion(UInt8)
    case truncated
    case trailingBytes(Int)
}

/// A value of the state that goes into a checkpoint. One function serves both directions, so that what is written and
/// what is read cannot drift apart.
protocol Checkpointed: Sendable {
    init()
    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError)
}

/// Writes values to bytes, or reads them back in the same order. Integers are variable-length and zigzag coded: most
/// counts are small.
struct CheckpointCoder {
    private(set) var bytes: [UInt8]
    private let isReading: Bool
    private var position = 0

    init() {
        bytes = []
        isReading = false
    }

    init(reading bytes: [UInt8]) {
        self.bytes = bytes
        isReading = true
    }

    var remaining: Int { bytes.count - position }

    mutating func byte(_ value: inout UInt8) throws(CheckpointError) {
        if isReading {
            guard position < bytes.count else { throw .truncated }
            value = bytes[position]
            position += 1
        } else {
            bytes.append(value)
        }
    }

    mutating func code<T: FixedWidthInteger>(_ value: inout T) throws(CheckpointError) {
        var word: UInt64 = 0
        if !isReading {
            let wide = Int64(truncatingIfNeeded: value)
            word = UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
        }
        try varint(&word)
        if isReading { value = T(truncatingIfNeeded: Int64(bitPattern: word >> 1) ^ -Int64(bitPattern: word & 1)) }
    }

    mutating func code(_ value: inout Double) throws(CheckpointError) {
        var word = value.bitPattern.byteSwapped  // round numbers end in zero bytes, which then come first and vanish
        try varint(&word)
        value = Double(bitPattern: word.byteSwapped)
    }

    mutating func code(_ value: inout Double?) throws(CheckpointError) {
        var isThere = value != nil
        try code(&isThere)
        guard isThere else { return value = nil }
        var number = value ?? 0
        try code(&number)
        value = number
    }

    mutating func code(_ value: inout Bool) throws(CheckpointError) {
        var flag: UInt8 = value ? 1 : 0
        try byte(&flag)
        value = flag != 0
    }

    mutating func code<T: Checkpointed>(_ values: inout [T]) throws(CheckpointError) {
        try elements(&values, new: { T() }) { (value, coder) throws(CheckpointError) in try value.code(with: &coder) }
    }

    mutating func code<T: FixedWidthInteger>(_ values: inout [T]) throws(CheckpointError) {
        try elements(&values, new: { 0 }) { (value, coder) throws(CheckpointError) in try coder.code(&value) }
    }

    /// Sets and dictionaries go in sorted order: equal states make equal bytes.
    mutating func code(_ values: inout Set<Int32>) throws(CheckpointError) {
        var sorted = values.sorted()
        try code(&sorted)
        if isReading { values = Set(sorted) }
    }

    mutating func code(_ values: inout [Int32: Int32]) throws(CheckpointError) {
        var keys = values.keys.sorted()
        var items = keys.map { values[$0] ?? 0 }
        try code(&keys)
        try code(&items)
        guard keys.count == items.count else { throw .truncated }
        if isReading { values = Dictionary(zip(keys, items), uniquingKeysWith: { _, last in last }) }
    }

    mutating func code(_ values: inout [Double]) throws(CheckpointError) {
        try elements(&values, new: { 0 }) { (value, coder) throws(CheckpointError) in try coder.code(&value) }
    }

    private mutating func elements<T>(
        _ values: inout [T], new: () -> T, each: (inout T, inout CheckpointCoder) throws(CheckpointError) -> Void
    ) throws(CheckpointError) {
        var count = values.count
        try code(&count)
        guard isReading else {
            for index in values.indices { try each(&values[index], &self) }
            return
        }
        guard count >= 0, count <= remaining else { throw .truncated }  // every element takes a byte or more
        values.removeAll()
        values.reserveCapacity(count)
        for _ in 0..<count {
            var value = new()
            try each(&value, &self)
            values.append(value)
        }
    }

    private mutating func varint(_ word: inout UInt64) throws(CheckpointError) {
        if isReading {
            word = 0
            var shift: UInt64 = 0
            while true {
                var part: UInt8 = 0
                try byte(&part)
                word |= UInt64(part & 0x7F) << shift
                if part < 0x80 { return }
                shift += 7
                guard shift < 64 else { throw .truncated }
            }
        }
        var rest = word
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

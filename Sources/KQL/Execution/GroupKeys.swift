/// Numbers the different keys of rows from 0, in the order they come. One whole-number key has a table of its own; texts
/// and several keys are put together as bytes.
struct GroupKeys {
    private let types: [ScalarType]
    private var bytes = ByteKeyTable()
    private var numbers: [Int64: Int32] = [:]
    private var nullNumber: Int32?
    private(set) var count = 0
    /// The values of each key, for the result.
    private var builders: [ColumnBuilder]

    init(_ types: [ScalarType]) {
        self.types = types
        builders = types.map { ColumnBuilder($0) }
    }

    /// The number of each row's key; new keys are added.
    mutating func numbers(of keys: [Vector], count rows: Int) -> [Int32] {
        if keys.isEmpty {
            if rows > 0 { count = 1 }
            return [Int32](repeating: 0, count: rows)
        }
        if keys.count == 1, case .integers(let values) = keys[0].column.storage { return whole(values, keys[0], rows) }
        if keys.count == 1, case .strings(let buffer) = keys[0].column.storage { return texts(buffer, keys[0], rows) }
        return composite(keys, rows)
    }

    private mutating func whole(_ values: [Int64], _ vector: Vector, _ rows: Int) -> [Int32] {
        let validity = vector.column.validity
        var result: [Int32] = []
        result.reserveCapacity(rows)
        for row in 0..<rows {
            let place = vector.place(row)
            if let validity, !validity[place] {
                result.append(nullGroup())
            } else if let number = numbers[values[place]] {
                result.append(number)
            } else {
                numbers[values[place]] = Int32(count)
                result.append(add([vector], row))
            }
        }
        return result
    }

    private mutating func nullGroup() -> Int32 {
        if let nullNumber { return nullNumber }
        builders[0].append(.null)
        nullNumber = Int32(count)
        count += 1
        return Int32(count - 1)
    }

    private mutating func texts(_ buffer: StringBuffer, _ vector: Vector, _ rows: Int) -> [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(rows)
        buffer.withBytes { strings in
            for row in 0..<rows {
                let number = bytes.number(of: strings[vector.place(row)])
                result.append(number == count ? add([vector], row) : Int32(number))
            }
        }
        return result
    }

    private mutating func composite(_ keys: [Vector], _ rows: Int) -> [Int32] {
        var encoder = KeyEncoder(keys)
        var result: [Int32] = []
        result.reserveCapacity(rows)
        for row in 0..<rows {
            let number = encoder.withKey(row) { bytes.number(of: $0) }
            result.append(number == count ? add(keys, row) : Int32(number))
        }
        return result
    }

    private mutating func add(_ keys: [Vector], _ row: Int) -> Int32 {
        for (index, key) in keys.enumerated() { builders[index].append(key[row]) }
        count += 1
        return Int32(count - 1)
    }

    /// The keys in the order of their numbers.
    consuming func columns() -> [Column] { builders.map { $0.finish() } }
}

/// Writes the keys of a row as bytes that are equal exactly where the keys are.
struct KeyEncoder {
    private let keys: [Vector]
    private var buffer: [UInt8] = []

    init(_ keys: [Vector]) { self.keys = keys }

    mutating func withKey<R>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        buffer.removeAll(keepingCapacity: true)
        for key in keys { append(key, row) }
        return buffer.withUnsafeBufferPointer(body)
    }

    private mutating func append(_ key: Vector, _ row: Int) {
        let place = key.place(row)
        if key.column.isMissing(place) {
            buffer.append(0)
            return
        }
        buffer.append(1)
        switch key.column.storage {
        case .integers(let values): append(word: UInt64(bitPattern: values[place]))
        case .bools(let values): buffer.append(values[place] ? 1 : 0)
        case .reals(let values): append(word: (values[place] == 0 ? 0 : values[place]).bitPattern)
        case .strings(let values):
            values.withBytes { strings in
                append(word: UInt64(strings[place].count))
                buffer.append(contentsOf: strings[place])
            }
        default:
            let text = key.column[place].json
            append(word: UInt64(text.utf8.count))
            buffer.append(contentsOf: text.utf8)
        }
    }

    private mutating func append(word: UInt64) {
        withUnsafeBytes(of: word) { buffer.append(contentsOf: $0) }
    }
}

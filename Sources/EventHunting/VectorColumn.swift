internal import CDuckDB
internal import KQL

/// A column of DuckDB's as one of the engine's.
enum VectorColumn {
    /// - Parameters:
    ///   - data: where the values lie: as DuckDB has the type of the column.
    ///   - validity: a bit for each row that says whether it has a value; `nil` where all have.
    static func read(
        _ column: SQLColumn, _ data: UnsafeRawPointer, _ validity: UnsafePointer<UInt64>?, count: Int
    ) -> Column {
        switch column.type {
        case .bool:
            let flags = data.assumingMemoryBound(to: UInt8.self)
            return Column(.bool, .bools((0..<count).map { flags[$0] != 0 }), validity: bitmap(validity, count))
        case .int, .long, .datetime, .timespan:
            let numbers = UnsafeBufferPointer(start: data.assumingMemoryBound(to: Int64.self), count: count)
            return Column(column.type, .integers(Array(numbers)), validity: bitmap(validity, count))
        case .real:
            let numbers = UnsafeBufferPointer(start: data.assumingMemoryBound(to: Double.self), count: count)
            return Column(.real, .reals(Array(numbers)), validity: bitmap(validity, count))
        case .string, .guid, .dynamic, .decimal:
            return column.column(of: StringBuffer(count: count) { hasValue(validity, $0) ? text(data, $0) : nothing })
        }
    }

    static var nothing: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    @inline(__always)
    static func hasValue(_ validity: UnsafePointer<UInt64>?, _ row: Int) -> Bool {
        validity.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
    }

    /// The bytes of a text where they lie.
    @inline(__always)
    static func text(_ data: UnsafeRawPointer, _ row: Int) -> UnsafeBufferPointer<UInt8> {
        let string = data + row * MemoryLayout<duckdb_string_t>.stride
        let length = Int(string.load(as: UInt32.self))
        let bytes = length <= DUCKDB_INLINED_LENGTH ? string + 4 : string.load(fromByteOffset: 8, as: UnsafeRawPointer.self)
        return UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: length)
    }

    private static func bitmap(_ validity: UnsafePointer<UInt64>?, _ count: Int) -> Bitmap? {
        guard let validity else { return nil }
        let bitmap = Bitmap(words: UnsafeBufferPointer(start: validity, count: (count + 63) / 64), count: count)
        return bitmap.isFull ? nil : bitmap
    }

    /// Writes the engine's values where DuckDB wants them.
    static func write(_ column: Column, count: Int, to vector: duckdb_vector?, _ api: cduckdb_api) {
        guard let data = api.vector_get_data(vector) else { return }
        switch column.storage {
        case .bools(let flags):
            let target = data.assumingMemoryBound(to: UInt8.self)
            for row in 0..<count { target[row] = flags[row] ? 1 : 0 }
        case .integers(let numbers):
            numbers.withUnsafeBytes { data.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(data), byteCount: count * 8) }
        case .reals(let numbers):
            numbers.withUnsafeBytes { data.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(data), byteCount: count * 8) }
        case .strings(let texts):
            texts.bytes.withUnsafeBytes { bytes in
                for row in 0..<count {
                    let start = (bytes.baseAddress ?? UnsafeRawPointer(data)).assumingMemoryBound(to: CChar.self)
                    let length = texts.offsets[row + 1] - texts.offsets[row]
                    api.vector_assign_string_element_len(vector, idx_t(row), start + texts.offsets[row], idx_t(length))
                }
            }
        case .decimals, .guids, .dynamics: break
        }
        guard let validity = column.validity else { return }
        api.vector_ensure_validity_writable(vector)
        guard let words = api.vector_get_validity(vector) else { return }
        for row in 0..<count where !validity[row] { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
    }
}

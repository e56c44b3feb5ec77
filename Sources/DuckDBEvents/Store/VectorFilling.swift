internal import CDuckDB
internal import Events

/// Writes values of events into one column of a chunk.
struct VectorFilling {
    private let vector: duckdb_vector?
    private let type: DuckDBRows.ColumnType
    private let api: cduckdb_api

    init(_ vector: duckdb_vector?, _ type: DuckDBRows.ColumnType, _ library: DuckDBLibrary) {
        (self.vector, self.type, api) = (vector, type, library.api.pointee)
    }

    func fill(_ column: EventColumn, _ rows: Range<Int>) {
        if type == .text { return fillTexts(column, rows) }
        guard column.count > rows.lowerBound else { return empty(rows.count) }
        let present = rows.lowerBound..<min(rows.upperBound, column.count)
        column.numbers.withUnsafeBufferPointer { numbers in write(UnsafeBufferPointer(rebasing: numbers[present])) }
        mark(column, present, of: rows.count)
    }

    /// A column of whole numbers that all rows have.
    func fill(_ numbers: [Int64], _ rows: Range<Int>) {
        numbers.withUnsafeBufferPointer { write(UnsafeBufferPointer(rebasing: $0[rows])) }
    }

    /// Rows without a value: the empty text, or none.
    func empty(_ count: Int) {
        guard let data = api.vector_get_data(vector) else { return }
        if type == .text {
            data.initializeMemory(as: UInt8.self, repeating: 0, count: count * MemoryLayout<duckdb_string_t>.stride)
        } else {
            api.vector_ensure_validity_writable(vector)
            api.vector_get_validity(vector)?.update(repeating: 0, count: (count + 63) / 64)
        }
    }

    private func write(_ numbers: UnsafeBufferPointer<Int64>) {
        guard let data = api.vector_get_data(vector), let source = numbers.baseAddress else { return }
        switch type {
        // Reals stand among the numbers by their bits.
        case .int64, .real: data.copyMemory(from: source, byteCount: numbers.count * 8)
        case .int32:
            let target = data.assumingMemoryBound(to: Int32.self)
            for row in 0..<numbers.count { target[row] = Int32(truncatingIfNeeded: source[row]) }
        case .bool:
            let target = data.assumingMemoryBound(to: UInt8.self)
            for row in 0..<numbers.count { target[row] = UInt8(truncatingIfNeeded: source[row]) }
        case .text, .other: break
        }
    }

    /// Says which rows have a value. Chunks begin at a multiple of 64, so whole words are copied.
    private func mark(_ column: EventColumn, _ present: Range<Int>, of count: Int) {
        api.vector_ensure_validity_writable(vector)
        guard let validity = api.vector_get_validity(vector) else { return }
        let first = present.lowerBound >> 6
        for word in 0..<(count + 63) / 64 {
            validity[word] = first + word < column.validity.count ? column.validity[first + word] : 0
        }
    }

    /// Short texts are copied into the vector, longer ones pointed to where they are.
    private func fillTexts(_ column: EventColumn, _ rows: Range<Int>) {
        let size = MemoryLayout<duckdb_string_t>.stride
        guard let data = api.vector_get_data(vector) else { return }
        data.initializeMemory(as: UInt8.self, repeating: 0, count: rows.count * size)
        let last = min(rows.upperBound, column.count)
        guard rows.lowerBound < last else { return }
        column.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var start = rows.lowerBound == 0 ? 0 : column.ends[rows.lowerBound - 1]
            for row in rows.lowerBound..<last {
                let end = column.ends[row]
                write(UnsafeBufferPointer(start: base + start, count: end - start), at: data + (row - rows.lowerBound) * size)
                start = end
            }
        }
    }

    @inline(__always)
    private func write(_ text: UnsafeBufferPointer<UInt8>, at place: UnsafeMutableRawPointer) {
        guard let source = text.baseAddress, !text.isEmpty else { return }
        place.storeBytes(of: UInt32(text.count), as: UInt32.self)
        if text.count <= DUCKDB_INLINED_LENGTH {
            (place + 4).copyMemory(from: source, byteCount: text.count)
        } else {
            (place + 4).copyMemory(from: source, byteCount: 4)
            place.storeBytes(of: source, toByteOffset: 8, as: UnsafePointer<UInt8>.self)
        }
    }
}

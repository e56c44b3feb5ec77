internal import CDuckDB

/// Some rows of a result, in columns.
public final class DuckDBChunk {
    /// Rows, 2,048 at most.
    public let count: Int
    private let types: [DuckDBRows.ColumnType]
    private var handle: duckdb_data_chunk?
    private let library: DuckDBLibrary

    init(_ handle: duckdb_data_chunk, _ types: [DuckDBRows.ColumnType], _ library: DuckDBLibrary) {
        self.handle = handle
        self.types = types
        self.library = library
        count = Int(library.api.pointee.data_chunk_get_size(handle))
    }

    deinit { library.api.pointee.destroy_data_chunk(&handle) }

    /// A column, in place: it may be read as long as the chunk is there.
    public subscript(column: Int) -> DuckDBVector {
        let api = library.api.pointee
        let vector = api.data_chunk_get_vector(handle, idx_t(column))
        return DuckDBVector(
            count: count, type: types[column], data: api.vector_get_data(vector),
            validity: UnsafePointer(api.vector_get_validity(vector)))
    }
}

/// One column of a chunk.
public struct DuckDBVector {
    public let count: Int
    public let type: DuckDBRows.ColumnType
    let data: UnsafeMutableRawPointer?
    /// A bit for each row that says whether it has a value, the lowest first; `nil` where all have.
    public let validity: UnsafePointer<UInt64>?

    @inline(__always)
    public func hasValue(_ row: Int) -> Bool {
        validity.map { $0[row >> 6] >> UInt64(row & 63) & 1 == 1 } ?? true
    }

    /// The values of a column of whole numbers of 64 bits.
    public var int64s: UnsafeBufferPointer<Int64> { values(.int64) }
    public var int32s: UnsafeBufferPointer<Int32> { values(.int32) }
    public var reals: UnsafeBufferPointer<Double> { values(.real) }
    /// 1 or 0.
    public var bools: UnsafeBufferPointer<UInt8> { values(.bool) }

    private func values<Value>(_ wanted: DuckDBRows.ColumnType) -> UnsafeBufferPointer<Value> {
        guard type == wanted, let data else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: UnsafePointer(data.assumingMemoryBound(to: Value.self)), count: count)
    }

    /// The bytes of a row of a column of text; only of rows that have a value.
    @inline(__always)
    public func text(_ row: Int) -> UnsafeRawBufferPointer {
        guard type == .text, let data else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let string = data + row * MemoryLayout<duckdb_string_t>.stride
        let length = Int(string.load(as: UInt32.self))
        if length <= DUCKDB_INLINED_LENGTH { return UnsafeRawBufferPointer(start: string + 4, count: length) }
        return UnsafeRawBufferPointer(start: string.load(fromByteOffset: 8, as: UnsafeRawPointer.self), count: length)
    }
}

extension DuckDBVector {
    /// A value as it is, for what is rare.
    public func value(_ row: Int) -> DuckDBValue {
        guard hasValue(row) else { return .null }
        return switch type {
        case .bool: .bool(bools[row] != 0)
        case .int32: .integer(Int64(int32s[row]))
        case .int64: .integer(int64s[row])
        case .real: .real(reals[row])
        case .text: .text(String(decoding: text(row), as: UTF8.self))
        case .other: .null
        }
    }
}

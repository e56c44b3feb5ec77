/// Strings one after the other: their UTF-8 bytes in one buffer, and where each begins.
public struct StringBuffer: Sendable {
    public private(set) var bytes: [UInt8]
    /// One more than there are strings; the last is the count of bytes.
    public private(set) var offsets: [Int]
    /// Whether strings are missing that would have made it larger than a column may be.
    private(set) var isOverfull = false

    public init(capacity: Int = 0, bytesPerString: Int = 16) {
        bytes = []
        offsets = [0]
        bytes.reserveCapacity(capacity * bytesPerString)
        offsets.reserveCapacity(capacity + 1)
    }

    public init(_ strings: some Sequence<String>) {
        self.init()
        for string in strings { append(string) }
    }

    /// Texts that lie elsewhere, copied once.
    public init(count: Int, _ text: (Int) -> UnsafeBufferPointer<UInt8>) {
        var total = 0
        offsets = [0]
        offsets.reserveCapacity(count + 1)
        for index in 0..<count {
            total += text(index).count
            offsets.append(total)
        }
        bytes = [UInt8](unsafeUninitializedCapacity: total) { target, filled in
            for index in 0..<count {
                let text = text(index)
                guard let start = target.baseAddress, let source = text.baseAddress else { continue }
                (start + filled).update(from: source, count: text.count)
                filled += text.count
            }
        }
    }

    /// Buffers behind each other.
    init(joining pieces: [StringBuffer]) {
        bytes = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.bytes.count })
        offsets = [0]
        offsets.reserveCapacity(pieces.reduce(1) { $0 + $1.count })
        for piece in pieces {
            let start = bytes.count
            bytes += piece.bytes
            for offset in piece.offsets.dropFirst() { offsets.append(start + offset) }
        }
    }

    public var count: Int { offsets.count - 1 }

    public subscript(index: Int) -> String {
        String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
    }

    public mutating func append(_ text: String) {
        if hasRoom(for: text.utf8.count) { bytes.append(contentsOf: text.utf8) }
        offsets.append(bytes.count)
    }

    public mutating func append(bytes text: UnsafeBufferPointer<UInt8>) {
        if hasRoom(for: text.count) { bytes.append(contentsOf: text) }
        offsets.append(bytes.count)
    }

    private mutating func hasRoom(for count: Int) -> Bool {
        guard bytes.count + count > Column.largest else { return true }
        isOverfull = true
        return false
    }

    /// Adds one string of another buffer.
    mutating func append(_ other: StringBuffer, at index: Int) {
        bytes.append(contentsOf: other.bytes[other.offsets[index]..<other.offsets[index + 1]])
        offsets.append(bytes.count)
    }

    /// The chosen strings as a buffer of their own.
    func gather(_ rows: [Int32]) -> StringBuffer {
        var total = 0
        for row in rows { total += offsets[Int(row) + 1] - offsets[Int(row)] }
        var gathered = StringBuffer()
        guard total <= Column.largest else {
            gathered.offsets = [Int](repeating: 0, count: rows.count + 1)
            gathered.isOverfull = true
            return gathered
        }
        gathered.bytes = [UInt8](unsafeUninitializedCapacity: total) { target, count in
            bytes.withUnsafeBufferPointer { source in
                for row in rows {
                    let range = offsets[Int(row)]..<offsets[Int(row) + 1]
                    guard !range.isEmpty, let base = source.baseAddress, let start = target.baseAddress else { continue }
                    (start + count).update(from: base + range.lowerBound, count: range.count)
                    count += range.count
                }
            }
        }
        gathered.offsets.reserveCapacity(rows.count + 1)
        var end = 0
        for row in rows {
            end += offsets[Int(row) + 1] - offsets[Int(row)]
            gathered.offsets.append(end)
        }
        return gathered
    }
}

internal import Ingestion

/// Records on their way to the server in one request, one after the other with line breaks between.
struct RecordBatch: Sendable {
    /// Bytes of a batch, at most; a larger record goes alone.
    static let largestSize = 4 << 20
    /// Records of a batch, at most.
    static let largestCount = 5000

    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    /// The number of its first record in the file, counted from 1.
    let first: Int

    init(first: Int) { self.first = first }

    var isEmpty: Bool { count == 0 }

    func hasRoom(for record: SplitRecord) -> Bool {
        isEmpty || count < RecordBatch.largestCount && bytes.count + record.bytes.count + 1 <= RecordBatch.largestSize
    }

    /// Bytes that are one record as they are.
    init(whole bytes: [UInt8], first: Int) {
        self.bytes = bytes
        self.first = first
        count = 1
    }

    mutating func add(_ record: SplitRecord) {
        bytes += record.bytes
        bytes.append(UInt8(ascii: "\n"))
        count += 1
    }
}

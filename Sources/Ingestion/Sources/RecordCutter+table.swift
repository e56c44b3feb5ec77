/// Logs in columns whose header says what the columns are called, as Zeek writes them: lines that begin with `#`, the first of
/// them with `#separator`.
enum TableShape {
    static let mark = Array("#separator".utf8)

    /// Whether what is there is the beginning of the mark alone.
    static func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.count < mark.count && mark.starts(with: bytes) }
}

extension RecordCutter {
    /// A header that grows beyond this many bytes is none, and the lines are given as they are.
    private static let longestHeader = 64 << 10

    /// Takes the next whole line: one of the header is kept, any other is a record below the header, without which nobody can
    /// read it. Answers whether there was a line.
    mutating func row(_ bytes: UnsafeBufferPointer<UInt8>, below header: [UInt8], into records: inout [SplitRecord]) -> Bool {
        guard let end = newline(bytes, from: position) else {
            position = bytes.count
            return false
        }
        guard !isOversized, end > start, bytes[start] == UInt8(ascii: "#") else {
            giveRow(bytes, upTo: end, next: end + 1, below: header, into: &records)
            return true
        }
        // Of logs behind each other in one file each begins with its own.
        let line = bytes[start...end]
        let before = line.starts(with: TableShape.mark) ? [] : header
        state = .table(header: before.count + line.count <= RecordCutter.longestHeader ? before + line : before)
        skip(to: end + 1)
        return true
    }

    mutating func giveRow(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, next: Int, below header: [UInt8], into records: inout [SplitRecord]
    ) {
        let isHeader = !isOversized && end > start && bytes[start] == UInt8(ascii: "#")
        guard !isHeader, isOversized || firstVisible(bytes, from: start, upTo: end) != nil else { return skip(to: next) }
        let count = records.count
        give(bytes, upTo: end, next: next, into: &records)
        if records.count > count, records[count].error == nil { records[count].bytes.insert(contentsOf: header, at: 0) }
    }
}

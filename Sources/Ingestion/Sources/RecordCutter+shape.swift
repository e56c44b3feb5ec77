import Primitives

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension RecordCutter {
    /// Programs of Windows write it before UTF-8.
    static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Decides between JSON and lines; answers whether it could.
    mutating func decide(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Bool {
        if EventLogShape.begins(bytes) {
            state = .eventLog
            return true
        }
        if bytes.starts(with: TableShape.mark) {
            state = .table(header: [])
            return true
        }
        if !isLast, EventLogShape.mayBegin(bytes) || TableShape.mayBegin(bytes) { return false }
        let mark = RecordCutter.byteOrderMark
        if bytes.starts(with: mark) { start = mark.count }
        if !isLast, bytes.count < mark.count, mark.starts(with: bytes) { return false }
        guard let first = firstVisible(bytes, from: start) else {
            if isLast { state = .lines }
            position = isLast ? start : bytes.count
            return isLast
        }
        switch bytes[first] {
        case UInt8(ascii: "{"): state = .between
        case UInt8(ascii: "["):
            guard let second = firstVisible(bytes, from: first + 1) else {
                if isLast { state = .between }
                position = isLast ? start : bytes.count
                return isLast
            }
            state =
                [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]")].contains(bytes[second]) ? .between : .lines
        default: state = .lines
        }
        position = start
        return true
    }

    /// Gives the next whole line; answers whether there was one.
    mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) -> Bool {
        guard let end = newline(bytes, from: position) else {
            position = bytes.count
            return false
        }
        giveLine(bytes, upTo: end, next: end + 1, into: &records)
        return true
    }

    /// Blank lines are no records; the carriage return before a line feed belongs to the line break.
    private mutating func giveLine(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo lineEnd: Int, next: Int, into records: inout [SplitRecord]
    ) {
        let end = lineEnd > start && bytes[lineEnd - 1] == 0x0d ? lineEnd - 1 : lineEnd
        if !isOversized, firstVisible(bytes, from: start, upTo: end) == nil {
            skip(to: next)
        } else {
            give(bytes, upTo: end, next: next, into: &records)
        }
    }

    /// The input ends here: gives what is left of the current record.
    mutating func end(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) {
        let end = bytes.count
        switch state {
        case .undecided: break
        case .lines: giveLine(bytes, upTo: end, next: end, into: &records)
        case .table(let header): giveRow(bytes, upTo: end, next: end, below: header, into: &records)
        case .eventLog, .eventChunks: endEventLog(bytes, into: &records)
        case .between: skip(to: end)
        case .object: giveBroken(bytes, upTo: end, next: end, JSONError(.unexpectedEnd, at: end), into: &records)
        case .brokenLine(let error): giveBrokenLine(bytes, upTo: end, next: end, error, into: &records)
        case .remainder(let error):
            give(bytes, upTo: end, next: end, error: .notJSON(error), into: &records)
        case .beforeElement, .element, .afterElement:
            let error = JSONError(.unexpectedEnd, at: end - start)
            give(bytes, upTo: end, next: end, error: .notJSON(error), into: &records)
        }
        if case .lines = state { return }
        state = .between
    }

    func newline(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
        guard position < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + position, 0x0a, bytes.count - position)
        else { return nil }
        return UnsafeRawPointer(base).distance(to: found)
    }

    /// The first byte that is no white space.
    func firstVisible(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, upTo end: Int? = nil) -> Int? {
        var index = start
        let end = end ?? bytes.count
        while index < end {
            switch bytes[index] {
            case 0x20, 0x09, 0x0a, 0x0d: index += 1
            default: return index
            }
        }
        return nil
    }

    /// One past the last byte of the current record that is no white space.
    func lastVisible(_ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int {
        var end = end
        while end > start, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[end - 1]) { end -= 1 }
        return end
    }
}

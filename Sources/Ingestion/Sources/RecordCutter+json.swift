import Primitives

extension RecordCutter {
    // MARK: Values one after the other

    /// Goes on outside arrays; answers whether to call again.
    mutating func value(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) -> Bool {
        switch state {
        case .object(var boundary):
            switch boundary.scan(bytes, from: position) {
            case .unfinished:
                state = .object(boundary)
                position = bytes.count
                return false
            case .end(let end):
                give(bytes, upTo: end, next: end, into: &records)
                state = .between
            case .broken(let index, let kind):
                leaveObject(bytes, at: index, JSONError(kind, at: index), into: &records)
            }
            return true
        case .brokenLine(let error):
            guard let end = newline(bytes, from: position) else {
                position = bytes.count
                return false
            }
            giveBrokenLine(bytes, upTo: lastVisible(bytes, upTo: end), next: end + 1, error, into: &records)
            state = .between
            return true
        default:
            return begin(bytes)
        }
    }

    private mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        skip(to: firstVisible(bytes, from: position) ?? bytes.count)
        guard start < bytes.count else { return false }
        let mark = RecordCutter.byteOrderMark
        if bytes[start...].starts(with: mark) {
            skip(to: start + mark.count)
            return begin(bytes)
        }
        // The rest of the mark may be still to come.
        if bytes.count - start < mark.count, mark.starts(with: bytes[start...]) { return false }
        switch bytes[start] {
        case UInt8(ascii: "{"): state = .object(JSONBoundary())
        case UInt8(ascii: "["):
            position += 1
            state = .beforeElement(mayEnd: true)
        default: state = .brokenLine(JSONError(.unexpectedByte(bytes[start]), at: 0))
        }
        return true
    }

    /// The object is broken at `index`. It ends with the line before, or with this line where it began on it.
    private mutating func leaveObject(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ error: JSONError, into records: inout [SplitRecord]
    ) {
        if !isOversized, index > start, bytes[index] == 0x0a {
            giveBroken(bytes, upTo: index, next: index + 1, error, into: &records)
            state = .between
        } else if let lineEnd = bytes[start..<index].lastIndex(of: 0x0a) {
            giveBroken(bytes, upTo: lineEnd, next: lineEnd + 1, error, into: &records)
            state = .between
        } else {
            position = index
            state = .brokenLine(JSONError(error.kind, at: index - start))
        }
    }

    /// Gives a broken stretch: lines that are whole objects as records, what stands between them as malformed ones.
    /// - Parameter error: its offset is a position among the bytes.
    mutating func giveBroken(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, next: Int, _ error: JSONError,
        into records: inout [SplitRecord]
    ) {
        var line = start
        while !isOversized, line < end {
            let lineEnd = newline(bytes, from: line).map { min($0, end) } ?? end
            if let object = wholeObject(bytes, line..<lineEnd) {
                giveMalformed(bytes, upTo: line, next: object.lowerBound, error, into: &records)
                give(bytes, upTo: object.upperBound, next: min(lineEnd + 1, end), into: &records)
            }
            line = lineEnd + 1
        }
        giveMalformed(bytes, upTo: end, next: next, error, into: &records)
    }

    private mutating func giveMalformed(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, next: Int, _ error: JSONError,
        into records: inout [SplitRecord]
    ) {
        let end = lastVisible(bytes, upTo: end)
        guard isOversized || end > start else { return skip(to: next) }
        let offset = min(max(error.offset - start, 0), end - start)
        give(bytes, upTo: end, next: next, error: .notJSON(JSONError(error.kind, at: offset)), into: &records)
    }

    /// The object that fills the line, white space aside.
    private func wholeObject(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        guard let first = firstVisible(bytes, from: line.lowerBound, upTo: line.upperBound),
            bytes[first] == UInt8(ascii: "{")
        else { return nil }
        var boundary = JSONBoundary()
        let part = UnsafeBufferPointer(rebasing: bytes[..<line.upperBound])
        guard case .end(let end) = boundary.scan(part, from: first), firstVisible(part, from: end) == nil else {
            return nil
        }
        return first..<end
    }

    /// Gives a line that is no object, or one that is broken.
    mutating func giveBrokenLine(
        _ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int, next: Int, _ error: JSONError, into records: inout [SplitRecord]
    ) {
        let beginsObject = isOversized || bytes[start] == UInt8(ascii: "{")
        give(
            bytes, upTo: end, next: next, error: beginsObject ? .notJSON(error) : noObject(bytes, upTo: end), into: &records)
    }

    /// What is wrong with the current record, in the words of whoever reads it later.
    private func noObject(_ bytes: UnsafeBufferPointer<UInt8>, upTo end: Int) -> IngestionError {
        IngestionError(noObject: [UInt8](bytes[start..<end].prefix(largestRecord)))
    }

    // MARK: Arrays

    /// Goes on inside an array; answers whether to call again.
    mutating func array(_ bytes: UnsafeBufferPointer<UInt8>, into records: inout [SplitRecord]) -> Bool {
        switch state {
        case .element(var boundary):
            switch boundary.scan(bytes, from: position) {
            case .unfinished:
                state = .element(boundary)
                position = bytes.count
                return false
            case .end(let end):
                let isObject = isOversized || bytes[start] == UInt8(ascii: "{")
                give(bytes, upTo: end, next: end, error: isObject ? nil : noObject(bytes, upTo: end), into: &records)
                state = .afterElement
            case .broken(let index, let kind):
                state = .remainder(JSONError(kind, at: index - start))
            }
            return true
        case .beforeElement(let mayEnd): return separator(bytes, end: mayEnd, comma: false)
        case .afterElement: return separator(bytes, end: true, comma: true)
        default:
            position = bytes.count
            return false
        }
    }

    /// Passes what stands between elements.
    private mutating func separator(_ bytes: UnsafeBufferPointer<UInt8>, end: Bool, comma: Bool) -> Bool {
        guard let index = firstVisible(bytes, from: position) else {
            position = bytes.count
            return false
        }
        switch bytes[index] {
        case UInt8(ascii: "]") where end:
            skip(to: index + 1)
            state = .between
        case UInt8(ascii: ",") where comma:
            start = index
            position = index + 1
            state = .beforeElement(mayEnd: false)
        case let byte where comma:
            skip(to: index)
            state = .remainder(JSONError(.unexpectedByte(byte), at: 0))
        default:
            skip(to: index)
            state = .element(JSONBoundary())
        }
        return true
    }
}

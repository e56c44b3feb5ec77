extension JSONView {
    /// The value's text as it stands in the document: JSON, a string with its quotes.
    public func withSource<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        let isString = node.kind == .string || node.kind == .escapedString
        let range = isString ? Int(node.start) - 1..<Int(node.end) + 1 : byteRange
        return try document.bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// A string's text in place; `nil` for one with escapes, and for anything but a string.
    public func withPlainText<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        guard node.kind == .string else { return nil }
        return try document.bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[byteRange])) }
    }
}

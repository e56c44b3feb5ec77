/// A JSON text that was read once into a flat list of nodes, to be looked at without building a tree.
///
/// Ingestion reads a handful of fields out of every record; strings are copied only when they are asked for. One pass
/// checks the grammar and the UTF-8, so a document that exists is well formed.
public final class JSONDocument: Sendable {
    /// How deep objects and arrays may be nested. Real alerts stay below 20; the limit keeps the reader's stack small.
    public static let maximumDepth = 128
    /// The largest text, in bytes. Offsets are kept in 32 bits.
    public static let maximumSize = Int(Int32.max)

    struct Node {
        enum Kind: UInt8 {
            case null, `true`, `false`, number, string, escapedString, array, object
        }

        var kind: Kind
        /// First byte of the value; for strings the byte after the quote.
        var start: Int32
        /// One past the last byte; for strings the closing quote.
        var end: Int32
        /// The node that follows this one and all that it contains.
        var next: Int32
    }

    let bytes: [UInt8]
    let nodes: [Node]

    /// Reads one JSON value that fills `range` of `bytes` but for white space around it.
    /// - Throws: `JSONError` with the offset counted from the start of the range.
    public init(parsing bytes: [UInt8], in range: Range<Int>? = nil) throws(JSONError) {
        let range = range ?? bytes.indices
        guard range.count < JSONDocument.maximumSize else {
            throw JSONError(.tooLarge(limit: JSONDocument.maximumSize), at: 0)
        }
        self.bytes = bytes
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            JSONParser.parse(UnsafeBufferPointer(rebasing: buffer[range]), base: range.lowerBound)
        }
        nodes = try outcome.get()
    }

    public convenience init(parsing text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The outermost value.
    public var root: JSONView { JSONView(document: self, index: 0) }
}

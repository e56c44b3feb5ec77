/// One record cut out of a body or a file.
public struct SplitRecord: Sendable {
    /// As they came, without the line break. Of a record that is too large only the beginning, for a message.
    public var bytes: [UInt8]
    /// Where the record begins, in bytes from the start of the input (after decompression).
    public var offset: Int
    /// Bytes that it takes up there.
    public var length: Int
    /// Why it is no record, where that shows from its outline; it is kept with this error. A record without one may
    /// still turn out to be malformed when it is read.
    public var error: IngestionError?

    public init(bytes: [UInt8], offset: Int, length: Int, error: IngestionError? = nil) {
        self.bytes = bytes
        self.offset = offset
        self.length = length
        self.error = error
    }
}

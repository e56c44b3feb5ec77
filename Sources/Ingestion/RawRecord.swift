public import Primitives

/// One record as it came: a JSON object or a line of text.
public struct RawRecord: Sendable {
    /// The name of the configured source that it came by.
    public var source: String
    /// When it arrived here.
    public var received: Timestamp
    public var bytes: [UInt8]

    public init(source: String, received: Timestamp, bytes: [UInt8]) {
        self.source = source
        self.received = received
        self.bytes = bytes
    }
}

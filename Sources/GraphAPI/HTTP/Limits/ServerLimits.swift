/// What one client, or all of them together, may ask of the server. Each limit has a name, a default, and an answer that
/// whoever passes it gets.
public struct ServerLimits: Sendable {
    // MARK: Connections

    /// Open connections in all. One more is closed as soon as it is there.
    public var connections = 4_000
    /// Open connections of one address. One more is closed as soon as it is there.
    public var connectionsPerAddress = 1_000
    /// Seconds from the connection's beginning until its first request's head is read, with the TLS handshake. A connection
    /// that takes longer is closed.
    public var headSeconds: Int64 = 15
    /// Seconds that a connection may stay without a request. It is then closed.
    public var idleSeconds: Int64 = 90
    /// Seconds that connections are given when the server is told to end. What is still under way then is cut off.
    public var shutdownSeconds: Int64 = 5

    // MARK: Heads

    /// Header fields of a request. More are answered with 400, and the connection is closed.
    public var headerFields = 200
    /// Bytes of one header field, and of a request's path with its query. More are answered with 400, as above.
    public var headerFieldBytes = 16 << 10
    /// Bytes of all header fields together. More are answered with 400, as above.
    public var headerBytes = 64 << 10

    // MARK: Bodies

    /// Bytes of a body that asks for something or changes something. Larger ones are answered with 413.
    public static let bodyBytes = 1 << 20
    /// Bytes of a body with records, as it is sent and after unpacking. Larger ones are answered with 413.
    public static let recordsBytes = 32 << 20
    /// A body, and an answer on its way to the client, must move by `leastBytes` within so many seconds; what moves slower is
    /// cut off, and the connection closed.
    public var paceSeconds: Int64 = 20
    public var leastBytes = 4 << 10
    /// Seconds in which the rest of a body is read whose answer is given already. The connection is then closed.
    public var lingerSeconds: Int64 = 10

    // MARK: Requests

    /// Requests of one caller in a minute; 0 is no limit. More are answered with 429 and a time to come again.
    public var requestsPerMinute = 12_000
    /// Requests of one address in a minute that show no good token; 0 is no limit. `/healthz` and `/readyz` are free.
    public var strangersRequestsPerMinute = 1_200

    public init() {}
}

internal import NIOCore

/// The limits of syslog listeners. What happens at each limit is said beside it.
struct SyslogPolicy: Sendable {
    /// Bytes of a message over TCP and TLS; of a longer one the beginning is kept, and counted as cut.
    var largestMessage = 1 << 20
    /// Connections of one listener; more are closed at once, and counted.
    var largestConnections = 1000
    /// After so long without a byte a connection is closed.
    var idleTime = TimeAmount.hours(1)
    /// After so long a client has to be done with TLS's handshake.
    var handshakeTime = TimeAmount.seconds(15)
    /// Datagrams that wait to be stored; more are dropped, and counted.
    var largestQueue = 20_000
    var largestQueueBytes = 32 << 20
    /// Datagrams that are stored at once.
    var batch = 2000
    /// Bytes that the system holds for a datagram listener; it may give less.
    var receiveBuffer = 4 << 20
}

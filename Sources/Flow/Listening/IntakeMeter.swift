public import Primitives
internal import Synchronization

/// What came by each source in the last hour, by the minute; since the server started, and nowhere stored.
public final class IntakeMeter: Sendable {
    public struct Reading: Hashable, Sendable {
        /// In the last hour.
        public var received: Int64 = 0
        public var rejected: Int64 = 0
        /// Over the last five minutes.
        public var perMinute: Int64 = 0
    }

    private struct Minute {
        var number: Int64 = 0
        var received: Int64 = 0
        var rejected: Int64 = 0
    }

    private static let span = 60
    private static let rateSpan = 5

    /// A ring of minutes for each source.
    private let minutes = Mutex<[String: [Minute]]>([:])

    init() {}

    func note(received: Int64, rejected: Int64, by source: String, at time: Timestamp) {
        let number = time.unixSeconds / 60
        minutes.withLock { minutes in
            let place = Int(number % Int64(IntakeMeter.span))
            var ring = minutes[source] ?? Array(repeating: Minute(), count: IntakeMeter.span)
            if ring[place].number != number { ring[place] = Minute(number: number) }
            ring[place].received += received
            ring[place].rejected += rejected
            minutes[source] = ring
        }
    }

    public func reading(of source: String, at time: Timestamp) -> Reading {
        let now = time.unixSeconds / 60
        let ring = minutes.withLock { $0[source] ?? [] }
        var reading = Reading()
        var recent: Int64 = 0
        for minute in ring where minute.number > now - Int64(IntakeMeter.span) && minute.number <= now {
            reading.received += minute.received
            reading.rejected += minute.rejected
            if minute.number > now - Int64(IntakeMeter.rateSpan) { recent += minute.received }
        }
        reading.perMinute = recent / Int64(IntakeMeter.rateSpan)
        return reading
    }
}

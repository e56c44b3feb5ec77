/// A moment in UTC, counted in ticks of 100 nanoseconds since 0001-01-01T00:00:00Z.
///
/// The unit is the one of KQL and of the public security APIs (up to seven fractional digits), so no value is rounded
/// on its way through. The range is the years 0001 to 9999.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Ticks of 100 ns since the start of year 1.
    public var ticks: Int64

    @inlinable
    public init(ticks: Int64) {
        self.ticks = ticks
    }

    /// Ticks from the start of year 1 to 1970-01-01.
    @usableFromInline static let unixEpochTicks: Int64 = 621_355_968_000_000_000

    /// The first moment that can be written.
    public static let distantPast = Timestamp(ticks: 0)
    /// The last tick of the year 9999.
    public static let distantFuture = Timestamp(ticks: 3_155_378_975_999_999_999)

    @inlinable
    public init(unixSeconds: Int64) {
        self.init(ticks: Timestamp.unixEpochTicks + unixSeconds * Duration.ticksPerSecond)
    }

    /// A moment given in seconds since 1970, or `nil` where it is no number or outside the years 0001 to 9999.
    public init?(unixSeconds seconds: Double) {
        guard seconds > -62_135_596_800, seconds < 253_402_300_800 else { return nil }
        self.init(ticks: Timestamp.unixEpochTicks + Int64((seconds * 10_000_000).rounded()))
    }

    /// Whole seconds since 1970, rounded down.
    @inlinable
    public var unixSeconds: Int64 {
        let ticks = ticks - Timestamp.unixEpochTicks
        return ticks >= 0 ? ticks / Duration.ticksPerSecond : (ticks - Duration.ticksPerSecond + 1) / Duration.ticksPerSecond
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.ticks < right.ticks
    }

    @inlinable
    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        Duration(ticks: left.ticks - right.ticks)
    }

    @inlinable
    public static func + (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(ticks: left.ticks + right.ticks)
    }

    @inlinable
    public static func - (left: Timestamp, right: Duration) -> Timestamp {
        Timestamp(ticks: left.ticks - right.ticks)
    }
}

/// A span of time in ticks of 100 nanoseconds.
public struct Duration: Hashable, Sendable, Comparable {
    public var ticks: Int64

    @inlinable
    public init(ticks: Int64) {
        self.ticks = ticks
    }

    @inlinable public static var ticksPerSecond: Int64 { 10_000_000 }

    @inlinable
    public static func seconds(_ seconds: Int64) -> Duration { Duration(ticks: seconds * ticksPerSecond) }
    @inlinable
    public static func minutes(_ minutes: Int64) -> Duration { seconds(minutes * 60) }
    @inlinable
    public static func hours(_ hours: Int64) -> Duration { seconds(hours * 3600) }
    @inlinable
    public static func days(_ days: Int64) -> Duration { seconds(days * 86400) }

    @inlinable public var seconds: Double { Double(ticks) / Double(Duration.ticksPerSecond) }

    @inlinable
    public static func < (left: Duration, right: Duration) -> Bool { left.ticks < right.ticks }
}

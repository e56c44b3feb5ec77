#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Timestamp {
    /// The system's wall clock, read to 100 ns.
    public static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(ticks: unixEpochTicks + Int64(time.tv_sec) * Duration.ticksPerSecond + Int64(time.tv_nsec) / 100)
    }
}

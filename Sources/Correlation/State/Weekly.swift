/// How many times in a row something came back at the same hour of a week.
struct Weekly: Checkpointed {
    /// When it began last, and how often that was whole weeks after the time before.
    private var last: Int64 = 0
    private var returns: Int32 = 0

    /// What begins again this soon is the same occasion: a scan takes its time.
    private static let occasion = 6 * CorrelationPolicy.hour
    /// How far from the hour it may begin: a clock that is put forward or back moves it by one.
    private static let tolerance = CorrelationPolicy.hour
    private static let week = 7 * 24 * CorrelationPolicy.hour
    /// After so many returns it is a schedule: the chance that somebody comes twice at the hour is 1 in 7,000.
    private static let enough: Int32 = 2

    /// It begins; answers whether it does so on schedule.
    mutating func note(at time: Int64) -> Bool {
        let pause = time - last
        guard pause > Weekly.occasion else { return isScheduled }
        let offset = pause % Weekly.week
        let isWhole = last > 0 && min(offset, Weekly.week - offset) <= Weekly.tolerance
        returns = isWhole ? returns + 1 : 0
        last = time
        return isScheduled
    }

    private var isScheduled: Bool { returns >= Weekly.enough }

    mutating func code(with coder: inout CheckpointCoder) throws(CheckpointError) {
        try coder.code(&last)
        try coder.code(&returns)
    }
}

public import Primitives

/// The windows of a preview: the runs that a rule would have had over a time of the past, by the events' own time.
public struct PreviewPlan: Hashable, Sendable {
    /// The oldest first.
    public let windows: [DetectionWindow]
    /// Whether each window stands for several runs, as there would have been more than a preview shows.
    public let isWidened: Bool

    /// - Parameters:
    ///   - start: where the time begins.
    ///   - end: where it ends; at or before `start` there are no windows.
    public init(_ rule: DetectionRule, from start: Timestamp, to end: Timestamp) {
        let length = max(0, end.ticks - start.ticks)
        let least = length / Int64(DetectionPolicy.previewRuns) + 1
        let own: Int64 = if case .every(let frequency) = rule.frequency { frequency.ticks } else { 0 }
        let step = max(own, least)
        isWidened = step > own && own > 0
        let lookBack = isWidened || own == 0 ? Duration(ticks: step) : rule.lookBack
        let count = (length + step - 1) / step
        windows = (0..<count).reversed().map { place in
            let through = Timestamp(ticks: end.ticks - place * step)
            let after = Timestamp(ticks: max(0, through.ticks - step))
            return DetectionWindow(
                after: after, through: through, start: Timestamp(ticks: max(0, through.ticks - lookBack.ticks)))
        }
    }
}

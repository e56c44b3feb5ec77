public import Primitives

/// Decides which window of a rule is due: values in, a decision out.
///
/// What is remembered of a rule is the end of its last completed window. The next begins there and is as long as the rule's
/// frequency, whatever happened in between: a server that was down runs the windows that it missed, one after the other; a
/// changed frequency counts from the next window on. Continuous rules take all that came in since, as one window.
public struct DetectionSchedule: Sendable {
    private let frequency: DetectionRule.Frequency
    private let lookBack: Duration
    private let firstLookBack: Duration
    private let interval: Duration

    public init(_ rule: DetectionRule, _ policy: DetectionPolicy) {
        frequency = rule.frequency
        lookBack = rule.lookBack
        firstLookBack = rule.givenLookBack ?? max(rule.lookBack, DetectionPolicy.firstLookBack)
        interval = policy.continuousInterval
    }

    /// The window to run next; `nil` while none is due.
    /// - Parameters:
    ///   - completed: the end of the last completed window; `nil` before the first.
    ///   - closed: up to where everything that came in is stored.
    ///   - isAsked: somebody wants a run now: the window ends here, and those after count from here.
    public func due(after completed: Timestamp?, closed: Timestamp, isAsked: Bool = false) -> DetectionWindow? {
        guard let completed else { return anew(closed, firstLookBack) }
        if isAhead(completed, of: closed) { return anew(closed, max(lookBack, interval)) }
        guard completed < closed else { return nil }
        switch frequency {
        case .continuous:
            guard isAsked || closed - completed >= interval else { return nil }
            return DetectionWindow(after: completed, through: closed, start: completed)
        case .every(let length):
            let end = isAsked ? min(closed, completed + length) : completed + length
            guard end <= closed else { return nil }
            return DetectionWindow(after: completed, through: end, start: end - lookBack)
        }
    }

    /// When the next window closes.
    /// - Parameter now: where the clock stands.
    public func next(after completed: Timestamp?, now: Timestamp) -> Timestamp {
        guard let completed, !isAhead(completed, of: now) else { return now }
        switch frequency {
        case .continuous: return completed + interval
        case .every(let length): return completed + length
        }
    }

    /// A clock that was ahead and was put right would have the rule wait until it comes there again.
    private func isAhead(_ completed: Timestamp, of closed: Timestamp) -> Bool {
        completed - closed > DetectionPolicy.clockTolerance
    }

    private func anew(_ closed: Timestamp, _ length: Duration) -> DetectionWindow {
        DetectionWindow(after: closed - length, through: closed, start: closed - length)
    }

    /// Where windows go on when a rule is enabled again: they are not run for the time that it was off, other than as far as it
    /// looks back.
    public func resumed(from completed: Timestamp?, now: Timestamp) -> Timestamp? {
        completed.map { max($0, now - max(lookBack, interval)) }
    }
}

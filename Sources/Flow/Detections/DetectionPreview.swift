public import Detection
public import Hunting
public import Primitives

/// What a rule would have found.
public struct DetectionPreview: Sendable {
    /// How long a preview may take altogether, in seconds.
    public static let seconds = 60.0

    /// What a run came to.
    public struct Bar: Hashable, Sendable {
        public var window: DetectionWindow
        public var rows: Int
        public var alerts: Int
    }

    /// The oldest first.
    public var bars: [Bar] = []
    /// The newest alerts, as many as a preview shows.
    public var alerts: [DetectedAlert] = []
    /// Whether each bar stands for several runs.
    public var isWidened: Bool
    /// Whether time ran out before the oldest windows were looked at.
    public var isCut = false
    public var seconds = 0.0

    public var rows: Int { bars.reduce(0) { $0 + $1.rows } }
    public var alertCount: Int { bars.reduce(0) { $0 + $1.alerts } }
}

extension DetectionDesk {
    /// Runs a rule over the past without keeping anything, as far as the current `CaseView` reaches. The newest windows come
    /// first, should time run out.
    /// - Parameters:
    ///   - hunts: the desk of whoever asks.
    ///   - span: the events' own time.
    /// - Throws: `QueryError`, `HuntError`.
    public func preview(
        _ rule: DetectionRule, from start: Timestamp, to end: Timestamp, by hunts: HuntDesk
    ) async throws -> DetectionPreview {
        let plan = PreviewPlan(rule, from: start, to: end)
        let clock = ContinuousClock.now
        var preview = DetectionPreview(isWidened: plan.isWidened)
        var known: Set<String> = []
        for window in plan.windows.reversed() {
            let spent = (ContinuousClock.now - clock) / .seconds(1)
            guard spent < DetectionPreview.seconds else {
                preview.isCut = true
                break
            }
            let answer = try await hunts.run(
                rule.query, over: HuntSpan(start: window.seen.lowerBound, end: window.through), now: window.through)
            let outcome = try answer.alerts(of: rule, named: "", in: window, known: known)
            known.formUnion(outcome.fingerprints)
            preview.bars.append(.init(window: window, rows: outcome.rows, alerts: outcome.alerts.count))
            preview.alerts += outcome.alerts.prefix(DetectionPolicy.previewAlerts - preview.alerts.count)
        }
        preview.bars.reverse()
        preview.seconds = (ContinuousClock.now - clock) / .seconds(1)
        return preview
    }
}

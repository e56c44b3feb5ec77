public import CaseStore
public import Detection
public import Primitives
public import SecurityModel

/// A rule and how it is doing.
public struct DetectionHealth: Sendable {
    /// Days that totals count.
    public static let days: Int64 = 30

    public enum Status: String, CaseIterable, Sendable {
        case enabled, disabled
        /// By itself, for the reason in its state.
        case autoDisabled
        /// It is enabled, and its last run failed.
        case failing
    }

    public var saved: SavedDetection
    /// What it says; the error of one that cannot be read any more.
    public var rule: Result<DetectionRule, DetectionRuleError>
    public var state: DetectionState
    public var lastRun: DetectionRun?
    /// Of the last days.
    public var totals: DetectionTotals
    /// When it runs next; `nil` for one that does not.
    public var nextRun: Timestamp?

    public var status: Status {
        if !saved.isEnabled { return state.disabledReason.isEmpty ? .disabled : .autoDisabled }
        return state.failures > 0 ? .failing : .enabled
    }
}

extension DetectionDesk {
    /// All rules, by their display names.
    public func list(at now: Timestamp) async throws -> [DetectionHealth] {
        try await flow.store.read { reader in
            let saved = try reader.records(SavedDetection.self, limit: Int(SavedDetection.table.limit))
            let states = try reader.detectionStates()
            let runs = try reader.lastDetectionRuns()
            let totals = try reader.detectionTotals(since: now - .days(DetectionHealth.days))
            return saved.map { saved in
                let key = saved.name.lowercased()
                return health(of: saved, states[key], runs[key], totals[key], now)
            }
        }
    }

    /// One rule with its newest runs, newest first; `nil` where there is none of the name.
    public func one(_ name: String, at now: Timestamp, runs limit: Int) async throws -> (DetectionHealth, [DetectionRun])? {
        try await flow.store.read { reader in
            guard let saved = try reader.record(SavedDetection.self, named: name) else { return nil }
            let runs = try reader.detectionRuns(of: saved.name, limit: limit)
            let totals = try reader.detectionTotals(since: now - .days(DetectionHealth.days))[saved.name.lowercased()]
            return (health(of: saved, try reader.detectionState(of: saved.name), runs.first, totals, now), runs)
        }
    }

    private func health(
        of saved: SavedDetection, _ state: DetectionState?, _ run: DetectionRun?, _ totals: DetectionTotals?, _ now: Timestamp
    ) -> DetectionHealth {
        let rule: Result<DetectionRule, DetectionRuleError>
        do throws(DetectionRuleError) { rule = .success(try DetectionRule(properties: saved.properties)) } catch {
            rule = .failure(error)
        }
        let state = state ?? DetectionState()
        var next: Timestamp?
        if saved.isEnabled, case .success(let rule) = rule {
            next = max(DetectionSchedule(rule, policy).next(after: state.completed, now: now), state.retry ?? .distantPast)
        }
        return DetectionHealth(
            saved: saved, rule: rule, state: state, lastRun: run, totals: totals ?? DetectionTotals(), nextRun: next)
    }
}

internal import CaseStore
internal import Detection
internal import Hunting
internal import KQL
internal import Primitives
internal import SecurityModel

/// Runs windows of rules: asks, has alerts made of the answer, and stores both them and the end of the window in one
/// transaction. Alerts wait there until they are in the inbox (`DetectionOutbox`).
struct DetectionRunner: Sendable {
    let flow: CaseFlow
    let hunts: HuntDesk
    let policy: DetectionPolicy

    /// A rule that is to be run, as it was read.
    struct Subject: Sendable {
        var saved: SavedDetection
        var rule: DetectionRule
        var state: DetectionState
    }

    /// - Returns: the run; `nil` where the rule was changed or run by somebody else meanwhile, and this run counts for nothing.
    /// - Throws: `HuntError.busy`, cancellation, and errors of the store. A query that has no answer is a failed run.
    func run(_ window: DetectionWindow, of subject: Subject) async throws -> DetectionRun? {
        let run = try await carriedOut(window, subject)
        if let run { flow.detections.note(run) }
        return run
    }

    private func carriedOut(_ window: DetectionWindow, _ subject: Subject) async throws -> DetectionRun? {
        var run = DetectionRun(rule: subject.saved.name, after: window.after, through: window.through, started: .now)
        if let until = subject.state.suppressedUntil, window.through <= until {
            run.status = .suppressed
            return try await commit(run, AlertMaker.Outcome(), window, subject)
        }
        do {
            let outcome = try await outcome(of: window, subject)
            run.took = Timestamp.now - run.started
            run.rows = Int64(outcome.rows)
            run.alerts = Int64(outcome.alerts.count)
            if !outcome.alerts.isEmpty {
                run.pending = .array(outcome.alerts.map { .object($0.record(of: subject.rule, named: subject.saved.name)) })
            }
            return try await commit(run, outcome, window, subject)
        } catch let error as QueryError where error.kind != .cancelled {
            run.took = Timestamp.now - run.started
            run.status = .failed
            run.error = error.text(in: subject.rule.query)
            return try await fail(run, isExcess: error.kind == .limit, subject)
        }
    }

    private func outcome(of window: DetectionWindow, _ subject: Subject) async throws -> AlertMaker.Outcome {
        let name = subject.saved.name
        let known = try await flow.store.read { try $0.detectionHits(of: name, after: window.start) }
        let answer = try await hunts.run(
            subject.rule.query, over: HuntSpan(received: window.seen, ownRule: name), now: window.through)
        return try answer.alerts(of: subject.rule, named: name, in: window, known: known)
    }

    private func commit(
        _ run: DetectionRun, _ outcome: AlertMaker.Outcome, _ window: DetectionWindow, _ subject: Subject
    ) async throws -> DetectionRun? {
        let (rule, name, before) = (subject.rule, subject.saved.name, subject.state)
        return try await flow.store.write(by: .detection, at: .now) { transaction in
            guard try subject.isCurrent(in: transaction) else { return nil }
            var state = before
            state.completed = window.through
            (state.failures, state.retry) = (0, nil)
            if run.alerts > 0, let rest = rule.suppression { state.suppressedUntil = window.through + rest }
            try transaction.save(state, of: name)
            try transaction.noteHits(
                outcome.fingerprints, of: name, through: window.through, forgettingUpTo: window.through - rule.lookBack)
            try transaction.insert(run, keeping: DetectionPolicy.runsKept)
            return run
        }
    }

    /// The window stays where it is; a rule that fails again and again is disabled.
    private func fail(_ run: DetectionRun, isExcess: Bool, _ subject: Subject) async throws -> DetectionRun? {
        let (policy, saved) = (policy, subject.saved)
        let failed = try await flow.store.write(by: .detection, at: .now) { transaction -> (run: DetectionRun, isLast: Bool)? in
            guard try subject.isCurrent(in: transaction) else { return nil }
            var state = subject.state
            state.failures += 1
            state.retry = transaction.time + Duration(ticks: policy.retryDelay.ticks * state.failures)
            if state.failures >= (isExcess ? policy.excesses : policy.failures) {
                let what = isExcess ? "took more than they may" : "failed"
                state.disabledReason = "\(state.failures) runs in a row \(what): \(run.error)"
                var disabled = saved
                disabled.isEnabled = false
                disabled.properties["enabled"] = false
                _ = try transaction.save(disabled, over: saved)
            }
            try transaction.save(state, of: saved.name)
            try transaction.insert(run, keeping: DetectionPolicy.runsKept)
            return (run, !state.disabledReason.isEmpty)
        }
        if failed?.isLast == true { flow.detections.noteDisabled() }
        return failed?.run
    }
}

extension DetectionRunner.Subject {
    /// Whether neither the rule nor where it stands was changed since.
    func isCurrent(in transaction: CaseTransaction) throws -> Bool {
        let current = try transaction.reader.record(SavedDetection.self, named: saved.name)
        return try current == saved && transaction.reader.detectionState(of: saved.name) == state
    }
}

extension HuntAnswer {
    /// What a rule makes of the answer of its query.
    func alerts(
        of rule: DetectionRule, named name: String, in window: DetectionWindow, known: Set<String>
    ) throws -> AlertMaker.Outcome {
        let columns = table.schema.fields.map(\.name)
        let rows = try JSONValue(parsing: TableWriter.objects(table)).array ?? []
        return AlertMaker(rule, named: name, columns: columns)
            .alerts(of: rows.map { DetectionRow($0.object ?? JSONObject()) }, in: window, known: known)
    }
}

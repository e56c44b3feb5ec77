public import CaseStore
public import Detection
public import Hunting
public import Ingestion
internal import KQL
internal import Primitives
public import SecurityModel

/// What people do with rules of detection. A rule's query runs as the server and sees everything, so whoever may see a part
/// only has no business here.
public struct DetectionDesk: Sendable {
    let flow: CaseFlow
    let door: IngestDoor
    let horizon: DetectionHorizon
    let runner: DetectionRunner
    public let policy: DetectionPolicy

    /// - Parameter hunts: a desk of its own: what rules use up is counted apart from what people do.
    public init(flow: CaseFlow, inbox: Inbox, hunts: HuntDesk, policy: DetectionPolicy = DetectionPolicy()) {
        self.flow = flow
        self.policy = policy
        door = IngestDoor(flow: flow, inbox: inbox)
        horizon = DetectionHorizon(flow: flow, inbox: inbox)
        runner = DetectionRunner(flow: flow, hunts: hunts, policy: policy)
    }

    /// What is wrong with a rule that only its query shows: it cannot run here, or a column that the rule names is not there.
    public func problems(of rule: DetectionRule) async throws -> [DetectionRuleError] {
        do {
            return rule.problems(withColumns: try await runner.hunts.columns(ofRule: rule.query))
        } catch let error as QueryError {
            return [DetectionRuleError("query", "cannot run here: \(error.text(in: rule.query))")]
        }
    }

    /// Keeps a rule under its name; answers it as it is stored, and whether it is new. One that is enabled now runs soon.
    /// - Throws: `DetectionRuleError` for an enabled rule with a problem; `RecordError`.
    public func save(
        _ rule: DetectionRule, named name: String, expecting version: RecordVersion = .any, by actor: ChangeActor
    ) async throws -> (record: SavedDetection, isNew: Bool) {
        if rule.isEnabled, let problem = try await problems(of: rule).first { throw problem }
        let saved = SavedDetection(
            name: name, displayName: rule.displayName, isEnabled: rule.isEnabled, properties: rule.properties)
        let schedule = DetectionSchedule(rule, policy)
        let result = try await flow.store.write(by: actor, at: .now) { transaction in
            let old = try transaction.reader.record(SavedDetection.self, named: name)
            try version.check(old, of: name)
            if rule.isEnabled, old?.isEnabled != true {
                var state = DetectionState()
                let before = try transaction.reader.detectionState(of: name)
                state.completed = schedule.resumed(from: before.completed, now: transaction.time)
                try transaction.save(state, of: name)
            }
            return (try transaction.save(saved, over: old), old == nil)
        }
        flow.detectionChanges.ring()
        return result
    }

    /// Enables or disables a rule.
    public func setEnabled(_ isEnabled: Bool, _ name: String, by actor: ChangeActor) async throws -> SavedDetection {
        let known = try await known(name)
        guard known.isEnabled != isEnabled else { return known }
        var rule = try DetectionRule(properties: known.properties)
        rule.isEnabled = isEnabled
        return try await save(rule, named: known.name, expecting: .updated(known.authorship.updated), by: actor).record
    }

    /// Deletes a rule with what is remembered of its runs; answers whether there was one. Its alerts stay.
    public func delete(_ name: String, expecting version: RecordVersion = .any, by actor: ChangeActor) async throws -> Bool {
        try await flow.store.write(by: actor, at: .now) { transaction in
            guard let old = try transaction.reader.record(SavedDetection.self, named: name) else { return false }
            try version.check(old, of: name)
            try transaction.delete(old)
            try transaction.forgetDetection(old.name)
            return true
        }
    }

    /// Runs what is due of a rule and what came in since, now; windows count from here. The alerts come soon after.
    /// - Returns: the runs, the first first.
    /// - Throws: `RecordError`, `DetectionRuleError`, `DetectionDeskError`, `HuntError.busy`.
    public func run(_ name: String) async throws -> [DetectionRun] {
        let known = try await known(name)
        guard known.isEnabled else { throw DetectionDeskError.disabled(known.name) }
        let closed = try await horizon.close(within: DetectionHorizon.patience)
        var runs: [DetectionRun] = []
        while let subject = try await subject(known.name), subject.saved.isEnabled {
            let schedule = DetectionSchedule(subject.rule, policy)
            guard let window = schedule.due(after: subject.state.completed, closed: closed, isAsked: true) else { break }
            guard let run = try await runner.run(window, of: subject) else { continue }
            runs.append(run)
            if run.status == .failed { break }
        }
        flow.detectionChanges.ring()
        return runs
    }

    private func known(_ name: String) async throws -> SavedDetection {
        try await flow.store.read { reader in
            guard let known = try reader.record(SavedDetection.self, named: name) else {
                throw RecordError.noSuch(noun: SavedDetection.table.noun, name: name)
            }
            return known
        }
    }
}

/// Why a rule is not run now.
public enum DetectionDeskError: Error, Hashable, Sendable, CustomStringConvertible {
    case disabled(String)
    /// What came in before is not stored yet.
    case behind

    public var description: String {
        switch self {
        case .disabled(let name): "the rule '\(name)' is disabled; enable it, then run it"
        case .behind: "what came in is not read yet; the rule runs by itself once it is"
        }
    }
}

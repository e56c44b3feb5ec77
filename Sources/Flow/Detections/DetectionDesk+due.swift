internal import CaseStore
internal import Detection
internal import Primitives
internal import SecurityModel

// Which rules there are to run, and which of them now.
extension DetectionDesk {
    /// The rules that run. One that cannot be read any more is none of them; whoever looks at it is told.
    func subjects() async throws -> [DetectionRunner.Subject] {
        try await flow.store.read { reader in
            let states = try reader.detectionStates()
            return try reader.records(SavedDetection.self, limit: Int(SavedDetection.table.limit)).compactMap { saved in
                guard saved.isEnabled, let rule = try? DetectionRule(properties: saved.properties) else { return nil }
                return DetectionRunner.Subject(
                    saved: saved, rule: rule, state: states[saved.name.lowercased()] ?? DetectionState())
            }
        }
    }

    func subject(_ name: String) async throws -> DetectionRunner.Subject? {
        try await flow.store.read { reader in
            guard let saved = try reader.record(SavedDetection.self, named: name) else { return nil }
            return DetectionRunner.Subject(
                saved: saved, rule: try DetectionRule(properties: saved.properties),
                state: try reader.detectionState(of: saved.name))
        }
    }

    /// The next window of each rule of which one is due, the longest due first.
    func due(at closed: Timestamp) async throws -> [(DetectionRunner.Subject, DetectionWindow)] {
        try await subjects().compactMap { subject in
            if let retry = subject.state.retry, retry > closed { return nil }
            return DetectionSchedule(subject.rule, policy).due(after: subject.state.completed, closed: closed)
                .map { (subject, $0) }
        }.sorted { $0.1.through < $1.1.through }
    }
}

internal import CaseStore
internal import Ingestion
internal import Logging
internal import Primitives

/// Puts the alerts of runs into the inbox, where they go the way of all alerts.
///
/// A run is settled once its alerts are there. Between the two the process may end; who starts then finds the run unsettled,
/// waits until the flow has read the inbox, and puts in only what is not there: each alert counts once.
public struct DetectionOutbox: Sendable {
    /// The source that alerts of rules come by; it is made when it is needed first.
    public static let source = "custom-detections"
    /// Runs that are looked at together.
    private static let batch = 100

    let flow: CaseFlow
    let door: IngestDoor
    let horizon: DetectionHorizon
    let logger: Logger

    /// - Parameter isUnsure: whether alerts may be in the inbox already.
    func deliver(isUnsure: Bool) async throws {
        while true {
            let runs = try await flow.store.read { try $0.pendingDetectionRuns(limit: DetectionOutbox.batch) }
            if runs.isEmpty { return }
            if isUnsure { try await horizon.waitForPipelines() }
            try await makeSource()
            for run in runs { try await deliver(run, isUnsure: isUnsure) }
        }
    }

    private func deliver(_ run: DetectionRun, isUnsure: Bool) async throws {
        var records = run.pending?.array ?? []
        if isUnsure { records = try await absent(records) }
        let receipt = try await door.take(
            records.map { record in
                let bytes = Array(record.text.utf8)
                return SplitRecord(bytes: bytes, offset: 0, length: bytes.count)
            }, source: DetectionOutbox.source)
        if let fault = receipt.faults.first {
            logger.error("an alert of a rule cannot be read", metadata: ["rule": "\(run.rule)", "error": "\(fault.error)"])
        }
        try await flow.store.write(by: .detection, at: .now) { try $0.settleDetectionRun(run.id) }
    }

    /// Those that did not come in yet.
    private func absent(_ records: [JSONValue]) async throws -> [JSONValue] {
        try await flow.store.read { reader in
            guard let source = try reader.sources().first(where: { $0.name == DetectionOutbox.source }) else { return records }
            return try records.filter {
                try reader.alert(source: source.id, identity: $0["SystemAlertId"]?.string ?? "") == nil
            }
        }
    }

    private func makeSource() async throws {
        guard flow.sourceBook[DetectionOutbox.source] == nil else { return }
        _ = try await SourceDesk(flow: flow).save(DetectionOutbox.source, format: SentinelFormat().name, by: .detection)
    }
}

public import CaseStore
internal import Foundation
internal import Ingestion
public import Primitives
public import SecurityModel

/// Alerts that somebody enters himself, instead of a product that reports them. They go the way of all records: into the
/// inbox first, so that a replay finds them, and through the flow, which gives them their incident.
public struct AlertEntry: Sendable {
    /// The source that they come by; it is made when it is needed first.
    public static let source = "entered-alerts"
    /// How long the flow may take until whoever enters an alert is told that it is not there yet.
    public static let patience = Swift.Duration.seconds(10)
    private static let pause = Swift.Duration.milliseconds(10)

    private let flow: CaseFlow
    private let door: IngestDoor

    public init(flow: CaseFlow, door: IngestDoor) {
        self.flow = flow
        self.door = door
    }

    /// Takes an alert in and answers it as it stands in its incident.
    /// - Parameter alert: in Graph's words; its id is given here.
    /// - Throws: `AlertEntryError`; what `IngestDoor` throws.
    public func enter(_ alert: JSONObject, by actor: ChangeActor) async throws -> Alert {
        guard CaseView.current.holds(source: AlertEntry.source) else { throw AlertEntryError.outsideScope }
        if flow.sourceBook[AlertEntry.source] == nil {
            _ = try await SourceDesk(flow: flow).save(AlertEntry.source, format: GraphFormat().name, by: actor)
        }
        var alert = alert
        let id = UUID().uuidString.lowercased()
        alert["id"] = .string(id)
        // What is entered without a time is seen now.
        if alert["firstActivityDateTime"] == nil { alert["firstActivityDateTime"] = .string(Timestamp.now.rfc3339) }
        let bytes = Array(JSONValue.object(alert).text.utf8)
        let receipt = try await door.take(
            [SplitRecord(bytes: bytes, offset: 0, length: bytes.count)], source: AlertEntry.source)
        if let fault = receipt.faults.first { throw AlertEntryError.unreadable("\(fault.error)") }
        return try await awaited(id)
    }

    /// The alert, once the flow has come to it.
    private func awaited(_ identity: String) async throws -> Alert {
        let end = ContinuousClock.now + AlertEntry.patience
        while ContinuousClock.now < end {
            let alert = try await flow.store.read { reader -> Alert? in
                guard let source = try reader.sources().first(where: { $0.name == AlertEntry.source }),
                    let id = try reader.alert(source: source.id, identity: identity)
                else {
                    return nil
                }
                guard let alert = try reader.alert(id) else { throw AlertEntryError.outsideScope }
                return alert
            }
            if let alert { return alert }
            try await Task.sleep(for: AlertEntry.pause)
        }
        throw AlertEntryError.late
    }
}

/// Why an alert that was entered is not answered.
public enum AlertEntryError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    /// It is kept, and the flow will come to it.
    case late
    /// Whoever enters it would not see it.
    case outsideScope

    public var description: String {
        switch self {
        case .unreadable(let reason): reason
        case .late: "the alert is kept and will show once the records before it are read; do not send it again"
        case .outsideScope: "the alert comes by the source '\(AlertEntry.source)', or names a device, outside your scope"
        }
    }
}

internal import CaseStore
internal import Flow
internal import Primitives

/// A source as programs see it.
struct SourceView {
    private let files: [FollowedFileState]
    private let listeners: [SourceListener]
    private let withToken: Set<String>
    private let reader: CaseReader
    private let flow: CaseFlow

    /// - Parameter flow: knows how listeners are doing, and what came lately.
    init(_ reader: CaseReader, _ flow: CaseFlow) throws {
        self.reader = reader
        self.flow = flow
        files = try reader.followedFiles()
        listeners = try reader.sourceListeners()
        withToken = Set(try reader.tokenDigests().map(\.name))
    }

    func json(_ source: IngestSource) throws -> JSONValue {
        let lately = flow.meter.reading(of: source.name, at: .now)
        return [
            "name": .string(source.name), "format": .string(source.format), "scope": .string(source.scope),
            "timeZone": .string(source.timeZone.isEmpty ? "UTC" : source.timeZone),
            "deviceName": .string(source.deviceName), "hasToken": .bool(withToken.contains(source.name)),
            "created": .string(source.created.rfc3339),
            "lastReceived": source.receivedCount == 0 ? .null : .string(source.lastReceived.rfc3339),
            "receivedCount": .integer(source.receivedCount),
            "rejectedCount": .integer(try reader.rejectedCount(source: source.name)),
            "lastHour": ["received": .integer(lately.received), "rejected": .integer(lately.rejected)],
            "perMinute": .integer(lately.perMinute),
            "files": .array(files.filter { $0.source == source.name }.map { .string($0.path) }),
            "listeners": .array(
                listeners.filter { $0.source == source.name }.map { flow.listeners[$0.address].json($0.address) }),
        ]
    }
}

extension ListenerLedger.Entry {
    func json(_ address: String) -> JSONValue {
        [
            "address": .string(address), "isOpen": .bool(isOpen), "failure": .text(orNull: failure),
            "connections": .integer(Int64(connections)), "refusedConnections": .integer(Int64(refusedConnections)),
            "received": .integer(Int64(received)), "unreadable": .integer(Int64(unreadable)), "cut": .integer(Int64(cut)),
            "dropped": .integer(Int64(dropped)), "lastReceived": lastReceived.map { .string($0.rfc3339) } ?? .null,
        ]
    }
}

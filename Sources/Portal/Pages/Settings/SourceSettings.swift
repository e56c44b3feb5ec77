internal import CaseStore
internal import Flow
internal import GraphAPI
internal import Ingestion
internal import Primitives

/// The ways in for records, and how each is doing.
struct SourceSettings {
    struct Row {
        var name: String
        var namePath: String
        var format: String
        var scope: String?
        var timeZone: String?
        var deviceName: String?
        var received: String
        var last: String
        var lastExact: String?
        var perMinute: String
        var hour: String
        /// Records of the last hour that could not be read.
        var rejectedLately: String?
        var rejected: String
        var hasToken: Bool
        var health: String
        var healthTitle: String
        var listeners: [Listener]
        var files: [String]
    }

    struct Listener {
        var address: String
        var isOpen: Bool
        var failure: String?
    }

    var sources: [Row]
    var formats: [ManageForm.Option]
    var mayChange: Bool

    init(_ services: APIServices, mayChange: Bool, now: Timestamp) async throws {
        let (view, flow) = (CaseView.current, services.flow)
        sources = try await services.store.read { reader in
            let book = try SourceRows(reader, flow)
            return try reader.sources().filter { view.holds(source: $0.name) }.map { try book.row($0, now: now) }
        }
        formats =
            [ManageForm.Option(value: "auto", title: "auto: found out by itself")]
            + (AlertFormats.all.map(\.name) + flow.events.formatNames).map { ManageForm.Option(value: $0, title: $0) }
        self.mayChange = mayChange
    }
}

/// Rows about sources, of one snapshot.
struct SourceRows {
    private let withToken: Set<String>
    private let listeners: [SourceListener]
    private let files: [FollowedFileState]
    private let silent: Set<String>
    private let reader: CaseReader
    private let flow: CaseFlow

    init(_ reader: CaseReader, _ flow: CaseFlow) throws {
        self.reader = reader
        self.flow = flow
        withToken = Set(try reader.tokenDigests().map(\.name))
        listeners = try reader.sourceListeners()
        files = try reader.followedFiles()
        silent = Set(HomePage.silent(try reader.sources(), now: .now).map(\.name))
    }

    func row(_ source: IngestSource, now: Timestamp) throws -> SourceSettings.Row {
        let lately = flow.meter.reading(of: source.name, at: now)
        let own = listeners.filter { $0.source == source.name }.map { listener in
            let entry = flow.listeners[listener.address]
            return SourceSettings.Listener(
                address: listener.address, isOpen: entry.isOpen, failure: entry.failure.isEmpty ? nil : entry.failure)
        }
        let (health, title) = health(source, lately, own)
        // Events are counted by what stores them: here only those of the last hour are known.
        let isUncounted = source.receivedCount == 0 && lately.received > 0
        let last = isUncounted ? "in the last hour" : "never"
        let received = isUncounted ? "at least \(Amount.grouped(lately.received))" : Amount.grouped(source.receivedCount)
        return SourceSettings.Row(
            name: source.name, namePath: source.name.queryEncoded, format: source.format,
            scope: source.scope.isEmpty ? nil : source.scope, timeZone: source.timeZone.isEmpty ? nil : source.timeZone,
            deviceName: source.deviceName.isEmpty ? nil : source.deviceName,
            received: received,
            last: source.receivedCount == 0 ? last : RelativeTime.text(source.lastReceived, now: now),
            lastExact: source.receivedCount == 0 ? nil : source.lastReceived.rfc3339, perMinute: Amount.grouped(lately.perMinute),
            hour: Amount.grouped(lately.received), rejectedLately: lately.rejected > 0 ? Amount.grouped(lately.rejected) : nil,
            rejected: Amount.grouped(try reader.rejectedCount(source: source.name)), hasToken: withToken.contains(source.name),
            health: health, healthTitle: title, listeners: own,
            files: files.filter { $0.source == source.name }.map(\.path))
    }

    private func health(
        _ source: IngestSource, _ lately: IntakeMeter.Reading, _ listeners: [SourceSettings.Listener]
    ) -> (String, String) {
        if listeners.contains(where: { !$0.isOpen }) { return ("high", "Cannot listen") }
        if lately.rejected > 0, 10 * lately.rejected >= lately.received { return ("medium", "Unreadable records") }
        if silent.contains(source.name) { return ("medium", "Fell silent") }
        if source.receivedCount == 0, lately.received == 0 { return ("informational", "Waiting") }
        return source.isHistory && lately.received == 0 ? ("informational", "History only") : ("resolved", "Healthy")
    }
}

/// One source: how it is doing, how to connect to it, what of it could not be read.
struct SourcePage {
    struct Snippet {
        var tool: String
        var text: String
    }

    struct Rejected {
        var received: String
        var error: String
        var sample: String
    }

    /// Records that could not be read, and characters of each that are shown, at most.
    static let mostRejected = 25
    static let longestSample = 600

    var source: SourceSettings.Row
    var snippets: [Snippet]
    var errors: [Rejected]
    /// Where the server's authority is taken to be; `nil` where it speaks plain HTTP.
    var authority: String?
    var mayChange: Bool

    init?(_ name: String, _ services: APIServices, mayChange: Bool, now: Timestamp) async throws {
        let flow = services.flow
        let found = try await services.store.read { reader -> (SourceSettings.Row, [RejectedRecord])? in
            guard let source = try reader.sources().first(where: { $0.name == name }) else { return nil }
            let rejected = try reader.rejectedRecords(limit: SourcePage.mostRejected, before: .max, source: name)
            return (try SourceRows(reader, flow).row(source, now: now), rejected)
        }
        guard let (row, rejected) = found else { return nil }
        source = row
        let guide = ConnectGuide(server: services.facts.address, source: name, listeners: row.listeners.map(\.address))
        snippets = ConnectGuide.Tool.allCases.map { Snippet(tool: $0.title, text: guide.text(for: $0)) }
        errors = rejected.map { record in
            Rejected(
                received: record.received.second, error: record.error,
                sample: String(decoding: record.sample, as: UTF8.self).middleTruncated(to: SourcePage.longestSample))
        }
        authority = guide.isEncrypted ? ConnectGuide.authority : nil
        self.mayChange = mayChange
    }
}

extension ConnectGuide.Tool {
    fileprivate var title: String {
        switch self {
        case .curl: "curl, or any program"
        case .filebeat: "Filebeat, Winlogbeat, Auditbeat"
        case .fluentBit: "Fluent Bit"
        case .openTelemetry: "OpenTelemetry Collector"
        case .rsyslog: "rsyslog"
        case .splunk: "Splunk's HEC, as Vector speaks it"
        case .vector: "Vector"
        }
    }
}

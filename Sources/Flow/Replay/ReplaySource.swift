internal import CaseStore
public import Ingestion
public import Primitives
internal import SecurityModel

/// Where the records of a replay come from, with the format that reads them made ready.
public struct ReplaySource: Sendable {
    public let name: String
    private let scope: String
    private let now: Timestamp
    private var format: any AlertFormat
    private let made: IngestSource

    /// - Parameters:
    ///   - format: the word of a format, `auto`, or `mapping`.
    ///   - mapping: the text of the mapping file where the format is one.
    ///   - scope: the network that private addresses belong to.
    ///   - now: when the records are taken to have arrived: times beyond it are those of a wrong clock.
    /// - Throws: `IngestionError` for an unknown format or a mapping that cannot be compiled.
    public init(
        name: String, format: String, mapping: String = "", scope: String = "", now: Timestamp = .now
    ) throws(IngestionError) {
        self.name = name
        self.scope = scope
        self.now = now
        made = IngestSource(name: name, format: format, mapping: mapping, scope: scope, created: .distantPast)
        self.format = try SourceBook.format(of: made).get()
    }

    /// The same with a format of its own.
    func again() -> ReplaySource {
        var other = self
        if let format = try? SourceBook.format(of: made).get() { other.format = format }
        return other
    }

    /// The alerts of one record.
    /// - Parameter number: the record's place in its file, from 1; the name of alerts that have none of their own.
    public func read(_ bytes: [UInt8], number: Int) throws(IngestionError) -> [ReplayAlert] {
        let record = RawRecord(source: name, received: now, bytes: bytes)
        return try format.reports(in: record).enumerated().map { index, report in
            let own = report.providerAlertId
            let label = own.isEmpty ? (index == 0 ? "\(number)" : "\(number).\(index + 1)") : own
            return ReplayAlert(source: name, label: label, reading: AlertReading(report, scope: scope))
        }
    }
}

/// One alert on its way into a replay.
public struct ReplayAlert: Sendable {
    public let source: String
    /// The product's own id, else the number of the record.
    public let label: String
    let reading: AlertReading

    /// When it happened, by the alert itself.
    public var time: Timestamp { reading.observed }
    public var title: String { reading.detector.rule }
}

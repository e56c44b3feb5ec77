internal import CaseStore
internal import Ingestion
internal import Primitives
internal import SecurityModel

/// A record of the inbox after its format has read it. Made outside any transaction.
struct ReadRecord: Sendable {
    var sequence: Int64
    var source: IngestSource
    var received: Timestamp
    var outcome: Outcome

    enum Outcome: Sendable {
        case reports([ReadAlert])
        case rejected(error: String, sample: [UInt8], size: Int)
    }

    init(_ record: InboxRecord, sources: SourceBook, rules: AssetRules) {
        sequence = Int64(record.sequence)
        received = record.record.received
        source =
            sources[record.record.source]?.source ?? IngestSource(name: record.record.source, format: "auto", created: received)
        do throws(IngestionError) {
            let scope = source.scope
            outcome = .reports(
                try ReadRecord.reports(in: record.record, sources: sources).map {
                    ReadAlert(report: $0, reading: AlertReading($0, scope: scope, rules: rules), stored: StoredReport($0))
                })
        } catch {
            outcome = .rejected(
                error: error.description, sample: Array(record.record.bytes.prefix(RejectedRecord.sampleSize)),
                size: record.record.wholeSize)
        }
    }

    private static func reports(in record: RawRecord, sources: SourceBook) throws(IngestionError) -> [AlertReport] {
        guard let entry = sources[record.source] else {
            throw .notOfFormat(format: "configured", reason: "there is no source '\(record.source)' any more")
        }
        guard case .alerts(let format) = entry.reader else { return [] }
        if let fault = record.fault { throw fault }
        var record = record
        record.zone = entry.zone
        return record.completed(try format.get().reports(in: record))
    }
}

/// A report with all that is made of it before it has a number.
struct ReadAlert: Sendable {
    var report: AlertReport
    var reading: AlertReading
    var stored: StoredReport
}

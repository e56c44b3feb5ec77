internal import CaseStore
internal import Ingestion

/// Records of the inbox with what their formats made of them, by the sources and rules of the moment. Made outside any
/// transaction, while the batch before it is written.
struct ReadBatch: Sendable {
    /// Those of sources that send alerts, or of none that is known.
    var records: [InboxRecord]
    var read: [ReadRecord]
    var rules: AssetRules
    /// The last record that was looked at, of whatever source.
    var last: UInt64

    init(_ stretch: InboxStretch, sources: SourceBook, rules: AssetRules) {
        last = stretch.last
        self.rules = rules
        records = stretch.records.filter { sources[$0.record.source]?.isOfEvents != true }
        read = records.map { ReadRecord($0, sources: sources, rules: rules) }
    }
}

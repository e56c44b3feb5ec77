public import Primitives
public import SecurityModel

/// One record as it came: a JSON object or a line of text.
public struct RawRecord: Sendable {
    /// The name of the configured source that it came by.
    public var source: String
    /// When it arrived here.
    public var received: Timestamp
    /// Safe to compare as text (`StreamSafe`), without a byte order mark.
    public var bytes: [UInt8]
    /// What the protocol said beside it.
    public var envelope: RecordEnvelope
    /// Of the source: no part of what is kept.
    public var zone = LocalZone.utc
    /// Likewise: the machine that its records are about, where neither they nor their protocol name one.
    public var device = ""

    public init(source: String, received: Timestamp, bytes: [UInt8], envelope: RecordEnvelope = RecordEnvelope()) {
        self.source = source
        self.received = received
        let mark = RecordCutter.byteOrderMark
        let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        self.bytes = StreamSafe.bytes(text) ?? text
        self.envelope = envelope
    }

    /// A record whose bytes were made safe when they came.
    init(kept bytes: [UInt8], source: String, received: Timestamp, envelope: RecordEnvelope) {
        self.source = source
        self.received = received
        self.bytes = bytes
        self.envelope = envelope
    }
}

extension RawRecord {
    /// The beginning of a record that is larger than the limit, kept in its place.
    public init(cut record: RawRecord, wholeSize: Int) {
        self = record
        bytes = Array(bytes.prefix(RecordCutter.sampleSize))
        envelope.wholeSize = wholeSize
    }

    /// Why it cannot be read, where it was not kept whole.
    public var fault: IngestionError? {
        envelope.wholeSize == nil ? nil : .recordTooLarge(limit: RecordSplitter.defaultLargestRecord)
    }

    /// What its times are read by.
    public var clock: SourceClock { SourceClock(received: received, zone: zone) }

    /// The machine that it is about, where it names none itself: who sent it, else the source's own.
    public var machine: String { envelope.host.isEmpty ? device : envelope.host }

    /// Bytes that were sent.
    public var wholeSize: Int { envelope.wholeSize ?? bytes.count }

    /// The reports of this record with no name longer than filters take, and with what its envelope alone says: the identity of
    /// a single alert whose format knows none, and the machine that sent it.
    public func completed(_ reports: [AlertReport]) -> [AlertReport] {
        reports.map { report in
            var report = report
            report.shortenNames()
            guard !envelope.isEmpty else { return report }
            if report.providerAlertId.isEmpty, reports.count == 1 { report.providerAlertId = envelope.id }
            if report.additionalData["senderHost"] == nil { report.keep("senderHost", envelope.host) }
            return report
        }
    }
}

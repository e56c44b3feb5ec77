public import Primitives

/// A format that knows its own records by their shape.
public protocol RecognisingFormat: AlertFormat {
    func recognises(_ shape: RecordShape) -> Bool
}

/// A record as far as recognition needs it.
public enum RecordShape: Sendable {
    case object(JSONView)
    case text([UInt8])
}

/// The formats that are built in. A product without one is read through a mapping (`MappingFormat`).
public enum AlertFormats {
    /// By name.
    public static let all: [any RecognisingFormat] = [
        AMinerFormat(),
        CEFFormat(),
        CrowdSecFormat(),
        ElasticFormat(),
        FalcoFormat(),
        GraphFormat(),
        LEEFFormat(),
        OCSFFormat(),
        SentinelFormat(),
        SuricataFormat(),
        WazuhFormat(),
    ]

    /// The format of this name, in any case; `nil` where there is none.
    public static func named(_ name: String) -> (any AlertFormat)? {
        all.first { $0.name == name.lowercased() }
    }

    /// The format whose shape the record has; `nil` where none knows it. No two formats share a mark, so their order
    /// does not matter.
    public static func detect(_ record: RawRecord) -> (any AlertFormat)? {
        shape(of: record).flatMap { shape in all.first { $0.recognises(shape) } }
    }

    private static func shape(of record: RawRecord) -> RecordShape? {
        let blank: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
        guard record.bytes.first(where: { !blank.contains($0) }) == UInt8(ascii: "{") else {
            return .text(record.bytes)
        }
        guard let document = try? JSONDocument(parsing: record.bytes) else { return nil }
        return .object(document.root)
    }
}

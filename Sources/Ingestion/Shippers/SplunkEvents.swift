internal import Primitives

/// The body of Splunk's HTTP Event Collector: JSON objects one after the other, each with an event and what is known of it.
public struct SplunkEvents: Sendable {
    /// Events of one request, at most; beyond, nothing of it is taken.
    public static let largestCount = 100_000

    /// One event.
    public struct Event: Sendable {
        /// What the source's format reads: the text of the event, or its JSON with the fields beside it.
        public var record: SplitRecord
        public var envelope: RecordEnvelope
        /// By what a program without a source of its own names where the event goes; empty where it is not said.
        public var index = ""
        public var sourceType = ""
        /// Why it is no event; its object is then the record.
        public var fault: Fault?
    }

    public enum Fault: Hashable, Sendable {
        case notJSON
        case noEvent
        case blankEvent
        case badFields
    }

    public private(set) var events: [Event] = []

    /// - Throws: `SplunkError` where nothing of the body can be taken.
    public init(_ body: [UInt8]) throws(SplunkError) {
        let parts = RecordSplitter.records(in: body, shape: .json)
        guard !parts.isEmpty else { throw .empty }
        guard parts.count <= SplunkEvents.largestCount else { throw .tooMany(limit: SplunkEvents.largestCount) }
        events = parts.map { part in
            guard part.error == nil, let document = try? JSONDocument(parsing: part.bytes), document.root.isObject else {
                return Event(record: part, envelope: RecordEnvelope(), fault: .notJSON)
            }
            return SplunkEvents.event(part, document.root)
        }
    }

    private static func event(_ part: SplitRecord, _ object: JSONView) -> Event {
        var event = Event(record: part, envelope: envelope(object))
        event.index = object.text("index")
        event.sourceType = object.text("sourcetype")
        let fields = object["fields"]
        if let fields, !fields.isNull, !isFlat(fields) {
            event.fault = .badFields
        } else if let value = object["event"], !value.isNull {
            let bytes =
                value.isObject ? merged(value, with: fields, in: part.bytes) : Array((value.text ?? value.value.text).utf8)
            if bytes.isEmpty {
                event.fault = .blankEvent
            } else {
                event.record = SplitRecord(bytes: bytes, offset: part.offset, length: part.length)
            }
        } else {
            event.fault = .noEvent
        }
        return event
    }

    private static func envelope(_ object: JSONView) -> RecordEnvelope {
        RecordEnvelope(
            host: object.text("host"),
            time: object["time"].flatMap { $0.number }.flatMap { Timestamp(unixSeconds: $0) })
    }

    /// Fields beside an event are single values or lists of them.
    private static func isFlat(_ fields: JSONView) -> Bool {
        fields.isObject && fields.members.allSatisfy { !$0.value.isObject && $0.value.elements.allSatisfy { $0.text != nil } }
    }

    private static func merged(_ event: JSONView, with fields: JSONView?, in bytes: [UInt8]) -> [UInt8] {
        JSONMerge.adding(fields?.members.map { ($0.name, $0.value.value) } ?? [], to: event, in: bytes)
    }
}

/// Why nothing of a body for the event collector is taken.
public enum SplunkError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooMany(limit: Int)

    public var description: String {
        switch self {
        case .empty: "No data"
        case .tooMany(let limit): "more than \(limit) events in one request; send fewer at a time"
        }
    }
}

/// Adds members to an object's text without writing the rest of it anew.
enum JSONMerge {
    /// The text of an object with those members added that it does not have.
    static func adding(_ members: [(String, JSONValue)], to object: JSONView, in bytes: [UInt8]) -> [UInt8] {
        var known = Set(object.members.map(\.name))
        let new = members.filter { known.insert($0.0).inserted }
        let text = bytes[object.byteRange]
        guard !new.isEmpty else { return Array(text) }
        var writer = JSONWriter()
        writer.write(JSONObject(new.map { JSONObject.Member(name: $0.0, value: $0.1) }))
        let separator: [UInt8] = object.members.isEmpty ? [] : [UInt8(ascii: ",")]
        return Array(text.dropLast()) + separator + writer.bytes.dropFirst()
    }
}

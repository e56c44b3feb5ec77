public import Primitives

/// A log record of OpenTelemetry, as far as alerts need it: read from protobuf (`OTLPLogs+protobuf.swift`) or JSON
/// (`OTLPLogs+json.swift`).
public struct OTLPRecord: Sendable {
    /// The resource's `service.name`: by it a program without a source of its own names where the record goes.
    public var service = ""
    public var envelope = RecordEnvelope()
    public var eventName = ""
    public var severity = ""
    public var body = JSONValue.null
    public var attributes: [(String, JSONValue)] = []

    /// The bytes that a source's format reads. A body of JSON, or of members, with those attributes added that it does not
    /// have itself; a body of text as it is, or, for formats that read JSON alone, as the member `body` beside the attributes.
    public func record(for shape: RecordSplitter.Shape) -> [UInt8] {
        switch body {
        case .string(let text):
            let bytes = Array(text.utf8)
            if let first = bytes.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }), first == UInt8(ascii: "{"),
                let root = try? JSONDocument(parsing: bytes).root
            {
                return JSONMerge.adding(attributes, to: root, in: bytes)
            }
            if case .json = shape { return json(of: JSONObject([.init(name: "body", value: body)])) }
            return bytes
        case .object(let object): return json(of: object)
        case .null: return json(of: JSONObject())
        default: return json(of: JSONObject([.init(name: "body", value: body)]))
        }
    }

    private func json(of object: JSONObject) -> [UInt8] {
        var known = Set(object.members.map(\.name))
        var members = object.members
        var others = attributes
        if !eventName.isEmpty { others.append(("event.name", .string(eventName))) }
        if !severity.isEmpty { others.append(("severityText", .string(severity))) }
        for (name, value) in others where known.insert(name).inserted { members.append(.init(name: name, value: value)) }
        var writer = JSONWriter()
        writer.write(JSONObject(members))
        return writer.bytes
    }

    /// Notes what the resource says.
    mutating func take(resource: [(String, JSONValue)]) {
        for (name, value) in resource {
            if name == "service.name" { service = value.string ?? "" }
            if name == "host.name" { envelope = RecordEnvelope(id: envelope.id, host: value.string ?? "", time: envelope.time) }
        }
    }

    /// The identity that OpenTelemetry's conventions give a record, and its time.
    mutating func complete(time: UInt64, observed: UInt64) {
        let id = attributes.first { $0.0 == "log.record.uid" }?.1.string ?? ""
        let nanoseconds = time > 0 ? time : observed
        let ticks = Int64(nanoseconds / 100)
        envelope = RecordEnvelope(
            id: id, host: envelope.host,
            time: nanoseconds > 0 ? Timestamp(unixSeconds: Int64(0)) + Duration(ticks: ticks) : nil)
    }
}

/// The logs of OpenTelemetry's protocol (OTLP 1.x), in the two forms that it has over HTTP.
public enum OTLPLogs {
    /// Log records of one request, at most.
    public static let largestCount = 100_000
    /// Values in the bodies and attributes of one request, at most.
    public static let largestValueCount = 2_000_000
    /// How deep values may be nested.
    public static let maximumDepth = 64
}

/// Why nothing of a request is taken.
public enum OTLPError: Error, Hashable, Sendable, CustomStringConvertible {
    case protobuf(ProtobufError)
    case json(JSONError)
    case badMember(String)
    case tooDeep(limit: Int)
    case tooMany(what: String, limit: Int)

    public var description: String {
        switch self {
        case .protobuf(let error): "no ExportLogsServiceRequest in protobuf: \(error)"
        case .json(let error): "no ExportLogsServiceRequest in JSON: \(error)"
        case .badMember(let name): "the member '\(name)' is not as OTLP has it"
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
        case .tooMany(let what, let limit): "more than \(limit) \(what) in one request; send fewer records at a time"
        }
    }
}

internal import Primitives

// The JSON form of the same messages: lower camel case, 64-bit numbers as texts.

extension OTLPLogs {
    /// Reads an `ExportLogsServiceRequest`.
    public static func records(json bytes: [UInt8]) throws(OTLPError) -> [OTLPRecord] {
        let root: JSONView
        do throws(JSONError) { root = try JSONDocument(parsing: bytes).root } catch { throw .json(error) }
        guard root.isObject else { throw .badMember("resourceLogs") }
        var reader = OTLPJSONReader()
        for logs in root.list("resourceLogs") {
            let resource = try reader.pairs(logs.object("resource")?.list("attributes") ?? [], depth: 0)
            for scope in logs.list("scopeLogs") {
                for log in scope.list("logRecords") { try reader.record(log, resource: resource) }
            }
        }
        return reader.records
    }
}

private struct OTLPJSONReader {
    var records: [OTLPRecord] = []
    private var valueCount = 0

    init() {}

    mutating func record(_ log: JSONView, resource: [(String, JSONValue)]) throws(OTLPError) {
        guard records.count < OTLPLogs.largestCount else {
            throw .tooMany(what: "log records", limit: OTLPLogs.largestCount)
        }
        guard log.isObject else { throw .badMember("logRecords") }
        var record = OTLPRecord()
        record.take(resource: resource)
        record.severity = log.text("severityText")
        record.eventName = log.text("eventName")
        if let body = log["body"] { record.body = try value(body, depth: 0) }
        record.attributes = try pairs(log.list("attributes"), depth: 0)
        record.complete(
            time: UInt64(log.text("timeUnixNano")) ?? 0, observed: UInt64(log.text("observedTimeUnixNano")) ?? 0)
        records.append(record)
    }

    mutating func pairs(_ list: [JSONView], depth: Int) throws(OTLPError) -> [(String, JSONValue)] {
        var pairs: [(String, JSONValue)] = []
        for pair in list {
            guard pair.isObject else { throw .badMember("attributes") }
            pairs.append(
                (pair.text("key"), try pair["value"].map { view throws(OTLPError) in try value(view, depth: depth) } ?? .null))
        }
        return pairs
    }

    private mutating func value(_ view: JSONView, depth: Int) throws(OTLPError) -> JSONValue {
        guard depth < OTLPLogs.maximumDepth else { throw .tooDeep(limit: OTLPLogs.maximumDepth) }
        valueCount += 1
        guard valueCount <= OTLPLogs.largestValueCount else {
            throw .tooMany(what: "values", limit: OTLPLogs.largestValueCount)
        }
        if view.isNull { return .null }
        guard view.isObject else { throw .badMember("value") }
        guard let (name, content) = view.members.first else { return .null }
        switch name {
        case "stringValue", "bytesValue": return .string(content.string ?? "")
        case "boolValue": return .bool(content.bool ?? false)
        case "intValue": return content.integer.map { .integer($0) } ?? .null
        case "doubleValue": return content.number.map { .number($0) } ?? .null
        case "arrayValue":
            var values: [JSONValue] = []
            for element in content.list("values") { values.append(try value(element, depth: depth + 1)) }
            return .array(values)
        case "kvlistValue":
            let members = try pairs(content.list("values"), depth: depth + 1)
            return .object(JSONObject(members.map { JSONObject.Member(name: $0.0, value: $0.1) }))
        default: throw .badMember(name)
        }
    }
}

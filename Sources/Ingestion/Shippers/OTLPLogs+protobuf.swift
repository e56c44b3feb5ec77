internal import Foundation
internal import Primitives

// The messages of opentelemetry-proto's logs/v1, common/v1 and resource/v1, by their field numbers.

extension OTLPLogs {
    /// Reads an `ExportLogsServiceRequest`.
    public static func records(protobuf bytes: [UInt8]) throws(OTLPError) -> [OTLPRecord] {
        var walk = OTLPWalk(bytes)
        try walk.request()
        return walk.records
    }
}

private struct OTLPWalk {
    let bytes: [UInt8]
    var records: [OTLPRecord] = []
    var valueCount = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The fields of a message, each given to the body.
    private func fields(
        _ range: Range<Int>?, _ body: (ProtobufReader.Field) throws(OTLPError) -> Void
    ) throws(OTLPError) {
        var reader = ProtobufReader(bytes, in: range)
        while true {
            let field: ProtobufReader.Field?
            do throws(ProtobufError) { field = try reader.next() } catch { throw .protobuf(error) }
            guard let field else { return }
            try body(field)
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    mutating func request() throws(OTLPError) {
        var resources: [Range<Int>] = []
        try fields(nil) { field in if case (1, .range(let range)) = (field.number, field.value) { resources.append(range) } }
        for resource in resources { try resourceLogs(resource) }
    }

    private mutating func resourceLogs(_ range: Range<Int>) throws(OTLPError) {
        var resource: [Range<Int>] = []
        var scopes: [Range<Int>] = []
        try fields(range) { field in
            if case (1, .range(let range)) = (field.number, field.value) { resource.append(range) }
            if case (2, .range(let range)) = (field.number, field.value) { scopes.append(range) }
        }
        var named: [Range<Int>] = []
        for part in resource {
            try fields(part) { field in if case (1, .range(let range)) = (field.number, field.value) { named.append(range) } }
        }
        let attributes = try pairs(named, depth: 0)
        for scope in scopes {
            var logs: [Range<Int>] = []
            try fields(scope) { field in if case (2, .range(let range)) = (field.number, field.value) { logs.append(range) } }
            for log in logs { try record(log, resource: attributes) }
        }
    }

    private mutating func record(_ range: Range<Int>, resource: [(String, JSONValue)]) throws(OTLPError) {
        guard records.count < OTLPLogs.largestCount else {
            throw .tooMany(what: "log records", limit: OTLPLogs.largestCount)
        }
        var record = OTLPRecord()
        record.take(resource: resource)
        var (time, observed): (UInt64, UInt64) = (0, 0)
        var body: Range<Int>?
        var attributes: [Range<Int>] = []
        try fields(range) { field in
            switch (field.number, field.value) {
            case (1, .fixed64(let number)): time = number
            case (11, .fixed64(let number)): observed = number
            case (3, .range(let range)): record.severity = text(range)
            case (5, .range(let range)): body = range
            case (6, .range(let range)): attributes.append(range)
            case (12, .range(let range)): record.eventName = text(range)
            default: break
            }
        }
        if let body { record.body = try value(body, depth: 0) }
        record.attributes = try pairs(attributes, depth: 0)
        record.complete(time: time, observed: observed)
        records.append(record)
    }

    private mutating func pairs(_ ranges: [Range<Int>], depth: Int) throws(OTLPError) -> [(String, JSONValue)] {
        var pairs: [(String, JSONValue)] = []
        for range in ranges {
            var name = ""
            var content: Range<Int>?
            try fields(range) { field in
                if case (1, .range(let range)) = (field.number, field.value) { name = text(range) }
                if case (2, .range(let range)) = (field.number, field.value) { content = range }
            }
            pairs.append((name, try content.map { range throws(OTLPError) in try value(range, depth: depth) } ?? .null))
        }
        return pairs
    }

    /// An `AnyValue`.
    private mutating func value(_ range: Range<Int>, depth: Int) throws(OTLPError) -> JSONValue {
        guard depth < OTLPLogs.maximumDepth else { throw .tooDeep(limit: OTLPLogs.maximumDepth) }
        valueCount += 1
        guard valueCount <= OTLPLogs.largestValueCount else {
            throw .tooMany(what: "values", limit: OTLPLogs.largestValueCount)
        }
        var last: ProtobufReader.Field?
        try fields(range) { field in if (1...7).contains(field.number) { last = field } }
        switch (last?.number, last?.value) {
        case (1, .range(let range)): return .string(text(range))
        case (2, .varint(let number)): return .bool(number != 0)
        case (3, .varint(let number)): return .integer(Int64(bitPattern: number))
        case (4, .fixed64(let bits)): return .number(Double(bitPattern: bits))
        case (5, .range(let range)): return .array(try inner(range, depth: depth + 1))
        case (6, .range(let range)):
            var ranges: [Range<Int>] = []
            try fields(range) { field in if case (1, .range(let range)) = (field.number, field.value) { ranges.append(range) } }
            return .object(
                JSONObject(try pairs(ranges, depth: depth + 1).map { JSONObject.Member(name: $0.0, value: $0.1) }))
        case (7, .range(let range)): return .string(Data(bytes[range]).base64EncodedString())
        default: return .null
        }
    }

    private mutating func inner(_ range: Range<Int>, depth: Int) throws(OTLPError) -> [JSONValue] {
        var ranges: [Range<Int>] = []
        try fields(range) { field in if case (1, .range(let range)) = (field.number, field.value) { ranges.append(range) } }
        var values: [JSONValue] = []
        for range in ranges { values.append(try value(range, depth: depth)) }
        return values
    }
}

public import Primitives
public import SQL
public import SecurityModel

extension ThreatIndicator: StoredRecord {
    public static let table = RecordTable(
        noun: "indicator", table: "threat_indicators", isScoped: false,
        columns: [
            "display_name", "description", "pattern", "pattern_type", "kind", "subject", "source", "confidence", "tags",
            "threat_types", "valid_from", "valid_until", "is_revoked", "details",
        ], order: "created DESC", limit: 50_000)

    public var columnValues: [SQLValue] {
        [
            .text(displayName), .text(description), .text(pattern), .text(patternType),
            .integer(Int64((subject?.kind ?? .other).rawValue)), .text(subject?.value.lowercased() ?? ""), .text(source),
            .integer(confidence), .text(JSONValue.texts(tags).text), .text(JSONValue.texts(threatTypes).text),
            SQLValue(validFrom), SQLValue(validUntil), SQLValue(isRevoked), .text(JSONValue.object(details).text),
        ]
    }

    public var logged: JSONObject {
        JSONObject([
            .init(name: "displayName", value: .string(displayName)), .init(name: "description", value: .string(description)),
            .init(name: "pattern", value: .string(pattern)), .init(name: "patternType", value: .string(patternType)),
            .init(name: "source", value: .string(source)), .init(name: "confidence", value: .integer(confidence)),
            .init(name: "tags", value: .texts(tags)), .init(name: "threatTypes", value: .texts(threatTypes)),
            .init(name: "validFrom", value: validFrom.map { .string($0.rfc3339) } ?? .null),
            .init(name: "validUntil", value: validUntil.map { .string($0.rfc3339) } ?? .null),
            .init(name: "revoked", value: .bool(isRevoked)), .init(name: "details", value: .object(details)),
        ])
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), displayName: row.text(6), description: row.text(7), pattern: row.text(8), patternType: row.text(9),
            source: row.text(12), confidence: row.integer(13), tags: JSONValue.column(row.text(14)).texts,
            threatTypes: JSONValue.column(row.text(15)).texts, validFrom: row.time(16), validUntil: row.time(17),
            isRevoked: row.bool(18), details: JSONValue.column(row.text(19)).object ?? JSONObject(),
            authorship: Authorship(row: row))
    }
}

extension CaseReader {
    /// The indicators that ask for one value, the oldest first.
    public func threatIndicators(_ kind: ThreatIndicator.Kind, _ value: String) throws -> [ThreatIndicator] {
        let text = "\(ThreatIndicator.table.selection) WHERE kind = ? AND subject = ? ORDER BY created, key"
        return try session.all(SQLStatement(building: text), [.integer(Int64(kind.rawValue)), .text(value.lowercased())]) {
            ThreatIndicator(row: $0)
        }
    }
}

public import Primitives
internal import SQL

/// What somebody wants to be watched for, warned of or blocked: a hash, an address, a name.
public struct Indicator: Hashable, Sendable {
    /// Indicators that are kept, at most (the limit of the public API).
    public static let maximumCount: Int64 = 15_000

    public var id: Int64
    /// A word of the public API: `FileSha256`, `IpAddress` ...
    public var type: String
    public var value: String
    /// Everything else that was said of it, under the API's names.
    public var fields: JSONObject
    public var created: Timestamp
    public var createdBy: String
    public var lastUpdate: Timestamp
    public var lastUpdatedBy: String

    init(row: any SQLRow) {
        id = row.integer(0)
        type = row.text(1)
        value = row.text(2)
        fields = (try? JSONValue(parsing: row.text(3)).object) ?? JSONObject()
        created = Timestamp(ticks: row.integer(4))
        createdBy = row.text(5)
        lastUpdate = Timestamp(ticks: row.integer(6))
        lastUpdatedBy = row.text(7)
    }
}

/// Why an indicator cannot be kept.
public enum IndicatorError: Error, Hashable, Sendable, CustomStringConvertible {
    case tooMany(limit: Int64)
    case noSuchIndicator(Int64)

    public var description: String {
        switch self {
        case .tooMany(let limit): "there are \(limit) indicators already, and no more are kept; delete some first"
        case .noSuchIndicator(let id): "there is no indicator \(id)"
        }
    }
}

extension CaseReader {
    /// All of them, the newest first.
    public func indicators() throws -> [Indicator] {
        try session.all(IndicatorSQL.all) { Indicator(row: $0) }
    }

    public func indicator(_ id: Int64) throws -> Indicator? {
        try session.first(IndicatorSQL.one, [.integer(id)]) { Indicator(row: $0) }
    }
}

extension CaseTransaction {
    /// Adds an indicator, or changes the one of the same type and value, and answers it.
    /// - Throws: `IndicatorError.tooMany`.
    public func saveIndicator(type: String, value: String, fields: JSONObject) throws -> Indicator {
        let old = try session.first(IndicatorSQL.byValue, [.text(type), .text(value)]) { Indicator(row: $0) }
        if old == nil {
            let count = try session.first(IndicatorSQL.count) { $0.integer(0) } ?? 0
            guard count < Indicator.maximumCount else { throw IndicatorError.tooMany(limit: Indicator.maximumCount) }
        }
        let text = JSONValue.object(fields).text
        try session.execute(
            IndicatorSQL.save,
            [
                .text(type), .text(value), .text(text), .integer(time.ticks), .text(actor.name), .integer(time.ticks),
                .text(actor.name),
            ])
        try log.append(
            old == nil ? .indicatorCreated : .indicatorUpdated,
            before: old.map { Self.summary($0.type, $0.value, $0.fields) } ?? .null, after: Self.summary(type, value, fields))
        guard let saved = try session.first(IndicatorSQL.byValue, [.text(type), .text(value)], { Indicator(row: $0) }) else {
            throw IndicatorError.noSuchIndicator(0)
        }
        return saved
    }

    /// - Throws: `IndicatorError.noSuchIndicator`.
    public func removeIndicator(_ id: Int64) throws {
        guard let old = try reader.indicator(id) else { throw IndicatorError.noSuchIndicator(id) }
        try session.execute(IndicatorSQL.remove, [.integer(id)])
        try log.append(.indicatorRemoved, before: Self.summary(old.type, old.value, old.fields))
    }

    private static func summary(_ type: String, _ value: String, _ fields: JSONObject) -> JSONValue {
        ["indicatorType": .string(type), "indicatorValue": .string(value), "fields": .object(fields)]
    }
}

private enum IndicatorSQL {
    private static let columns = "id, type, value, fields, created, created_by, last_update, last_updated_by"

    static let all = SQLStatement("indicator.all", "SELECT \(columns) FROM indicators ORDER BY id DESC")
    static let one = SQLStatement("indicator.one", "SELECT \(columns) FROM indicators WHERE id = ?")
    static let byValue = SQLStatement("indicator.byValue", "SELECT \(columns) FROM indicators WHERE type = ? AND value = ?")
    static let count = SQLStatement("indicator.count", "SELECT COUNT(*) FROM indicators")
    static let save = SQLStatement(
        "indicator.save",
        """
        INSERT INTO indicators (id, type, value, fields, created, created_by, last_update, last_updated_by)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM indicators), ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (type, value) DO UPDATE SET fields = excluded.fields, last_update = excluded.last_update,
            last_updated_by = excluded.last_updated_by
        """)
    static let remove = SQLStatement("indicator.remove", "DELETE FROM indicators WHERE id = ?")
}

internal import Primitives
internal import SQL
public import SecurityModel

extension CaseReader {
    /// A record by its name, in any case of its letters.
    public func record<Record: StoredRecord>(
        _ type: Record.Type, named name: String, in scope: RecordScope = .installation
    ) throws -> Record? {
        try session.first(Record.table.one, scope.arguments + [.text(name.lowercased())]) { Record(row: $0) }
    }

    /// A page of a scope's records, in the order of their kind.
    public func records<Record: StoredRecord>(
        _ type: Record.Type, in scope: RecordScope = .installation, limit: Int, offset: Int = 0
    ) throws -> [Record] {
        let page: [SQLValue] = [.integer(Int64(limit)), .integer(Int64(offset))]
        return try session.all(Record.table.page, scope.arguments + page) { Record(row: $0) }
    }

    public func recordCount<Record: StoredRecord>(_ type: Record.Type, in scope: RecordScope = .installation) throws -> Int64 {
        try session.first(Record.table.count, scope.arguments) { $0.integer(0) } ?? 0
    }

    /// What incidents brought along that were merged into one, by incident, each in the order of the kind. It stays theirs, so that
    /// it goes with them when the merge is undone.
    public func records<Record: StoredRecord>(
        _ type: Record.Type, mergedInto incident: IncidentID, limit: Int
    ) throws -> [Record] {
        let root = SQLValue.integer(incident.number)
        return try session.all(Record.table.pageOfMerged, [root, root, .integer(Int64(limit))]) { Record(row: $0) }
    }

    public func recordCount<Record: StoredRecord>(_ type: Record.Type, mergedInto incident: IncidentID) throws -> Int64 {
        let root = SQLValue.integer(incident.number)
        return try session.first(Record.table.countOfMerged, [root, root]) { $0.integer(0) } ?? 0
    }
}

extension CaseTransaction {
    /// Keeps a new record, or a new version of an old one, and answers it with its authorship.
    /// - Parameter old: what is stored under the name; `nil` where nothing is.
    /// - Throws: `RecordError`; `UpdateError` where the incident that it belongs to does not exist.
    public func save<Record: StoredRecord>(_ record: Record, over old: Record?) throws -> Record {
        try check(record, isNew: old == nil)
        var record = record
        if let old { record.keep(from: old) }
        record.authorship = Authorship(
            created: old?.authorship.created ?? time, createdBy: old?.authorship.createdBy ?? actor.name, updated: time,
            updatedBy: actor.name)
        try write(record)
        try log.append(
            old == nil ? .recordCreated : .recordUpdated, incident: record.incidentOfChange, before: payload(old),
            after: payload(record))
        try touch(record.incidentOfChange)
        return record
    }

    public func delete<Record: StoredRecord>(_ record: Record) throws {
        try session.execute(Record.table.delete, record.scope.arguments + [.text(record.name.lowercased())])
        try log.append(.recordDeleted, incident: record.incidentOfChange, before: payload(record))
        try touch(record.incidentOfChange)
    }

    /// Writes a record as it is, without a line in the log: for whoever notes many of them as one change.
    func write<Record: StoredRecord>(_ record: Record) throws {
        let authorship = record.authorship
        let own: [SQLValue] = [
            .text(record.name.lowercased()), .text(record.name), .integer(authorship.created.ticks), .text(authorship.createdBy),
            .integer(authorship.updated.ticks), .text(authorship.updatedBy),
        ]
        try session.execute(Record.table.save, record.scope.arguments + own + record.columnValues)
    }

    func check<Record: StoredRecord>(_ record: Record, isNew: Bool) throws {
        let (name, table) = (record.name, Record.table)
        let isPlain = !name.unicodeScalars.contains {
            $0.value < 0x20 || $0.value == 0x7f || $0 == "/" && !table.takesSlashes
        }
        guard isPlain, !name.isEmpty, name.count <= RecordTable.maximumNameLength else {
            throw RecordError.badName(noun: table.noun, name: name)
        }
        guard JSONValue.object(record.logged).text.utf8.count <= RecordTable.maximumSize else {
            throw RecordError.tooLarge(noun: table.noun, limit: RecordTable.maximumSize)
        }
        if isNew, try reader.recordCount(Record.self, in: record.scope) >= table.limit {
            throw RecordError.tooMany(noun: table.noun, limit: table.limit)
        }
        if let incident = record.incidentOfChange, try visible.incident(incident) == nil {
            throw UpdateError.noSuchIncident(incident)
        }
    }

    private func payload<Record: StoredRecord>(_ record: Record?) -> JSONValue {
        guard let record else { return .null }
        let content = JSONObject([.init(name: "name", value: .string(record.name))] + record.logged.members)
        return .object(JSONObject([.init(name: Record.table.noun, value: .object(content))]))
    }

    /// What belongs to an incident changes it.
    func touch(_ incident: IncidentID?) throws {
        guard let incident else { return }
        try session.execute(RecordSQL.touch, [.integer(time.ticks), .text(actor.name), .integer(incident.number)])
    }
}

private enum RecordSQL {
    static let touch = SQLStatement(
        "record.touch", "UPDATE incidents SET last_update = ?, last_modified_by = ? WHERE id = ?")
}

extension Authorship {
    /// Out of the columns 2 to 5 of a record's row.
    init(row: any SQLRow) {
        self.init(
            created: Timestamp(ticks: row.integer(2)), createdBy: row.text(3), updated: Timestamp(ticks: row.integer(4)),
            updatedBy: row.text(5))
    }
}

/// Lists and objects as the JSON that a column keeps.
extension JSONValue {
    static func column(_ text: String) -> JSONValue { (try? JSONValue(parsing: text)) ?? .null }
    var texts: [String] { array?.compactMap(\.string) ?? [] }
}

extension SQLValue {
    init(_ time: Timestamp?) { self.init(time?.ticks) }
}

extension SQLRow {
    func time(_ column: Int) -> Timestamp? { optionalInteger(column).map(Timestamp.init(ticks:)) }
}

public import Primitives
public import SQL
public import SecurityModel

// How each kind of record lies in its table.

extension IncidentTask: StoredRecord {
    public static let table = RecordTable(
        noun: "task", table: "incident_tasks", isScoped: true,
        columns: ["title", "description", "status", "position", "owner", "due", "closing_note"], order: "position, created",
        limit: 100)

    public var scope: RecordScope { .incident(incident) }
    public var incidentOfChange: IncidentID? { incident }
    public var columnValues: [SQLValue] {
        let own = details ?? Details()
        return [
            .text(title), .text(description), .integer(Int64(status.rawValue)), .integer(own.position), .text(own.owner),
            SQLValue(own.due), .text(own.closingNote),
        ]
    }

    public var logged: JSONObject {
        let own = details ?? Details()
        return JSONObject([
            .init(name: "title", value: .string(title)), .init(name: "description", value: .string(description)),
            .init(name: "status", value: .string(status.name)), .init(name: "owner", value: .string(own.owner)),
            .init(name: "due", value: own.due.map { .string($0.rfc3339) } ?? .null),
            .init(name: "closingNote", value: .string(own.closingNote)), .init(name: "position", value: .integer(own.position)),
        ])
    }

    public mutating func keep(from old: IncidentTask) {
        details = details ?? old.details
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), incident: IncidentID(row.integer(1)), title: row.text(6), description: row.text(7),
            status: Status(rawValue: UInt8(row.integer(8))) ?? .new,
            details: Details(
                position: row.integer(9), owner: row.text(10), due: row.time(11), closingNote: row.text(12)),
            authorship: Authorship(row: row))
    }
}

extension IncidentAttachment: StoredRecord {
    public static let table = RecordTable(
        noun: "attachment", table: "incident_attachments", isScoped: true, columns: ["kind", "subject"], order: "created",
        limit: 1000)

    public var scope: RecordScope { .incident(incident) }
    public var incidentOfChange: IncidentID? { incident }
    public var columnValues: [SQLValue] { [.integer(subject.kind), .text(subject.text)] }
    public var logged: JSONObject {
        JSONObject([.init(name: subject.kind == 1 ? "bookmark" : "alert", value: .string(subject.text))])
    }

    public init(row: any SQLRow) {
        let text = row.text(7)
        self.init(
            name: row.text(0), incident: IncidentID(row.integer(1)),
            subject: row.integer(6) == 1 ? .bookmark(text) : .alert(AlertID(text) ?? AlertID(0)),
            authorship: Authorship(row: row))
    }
}

extension IncidentAttachment.Subject {
    var kind: Int64 {
        switch self {
        case .bookmark: 1
        case .alert: 2
        }
    }

    var text: String {
        switch self {
        case .bookmark(let name): name
        case .alert(let id): id.description
        }
    }
}

extension Bookmark: StoredRecord {
    public static let table = RecordTable(
        noun: "bookmark", table: "bookmarks", isScoped: false,
        columns: [
            "display_name", "query", "query_result", "notes", "labels", "tactics", "techniques", "event_time", "query_start",
            "query_end", "entity_mappings",
        ], order: "created DESC", limit: 100_000)

    public var columnValues: [SQLValue] {
        [
            .text(displayName), .text(query), .text(queryResult), .text(notes), .text(JSONValue.texts(labels).text),
            .text(JSONValue.texts(tactics).text), .text(JSONValue.texts(techniques).text), SQLValue(eventTime),
            SQLValue(queryStart), SQLValue(queryEnd), .text(JSONValue.array(entityMappings).text),
        ]
    }

    public var logged: JSONObject {
        JSONObject([
            .init(name: "displayName", value: .string(displayName)), .init(name: "query", value: .string(query)),
            .init(name: "queryResult", value: .string(queryResult)), .init(name: "notes", value: .string(notes)),
            .init(name: "labels", value: .texts(labels)), .init(name: "tactics", value: .texts(tactics)),
            .init(name: "techniques", value: .texts(techniques)), .init(name: "entityMappings", value: .array(entityMappings)),
        ])
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), displayName: row.text(6), query: row.text(7), queryResult: row.text(8), notes: row.text(9),
            labels: JSONValue.column(row.text(10)).texts, tactics: JSONValue.column(row.text(11)).texts,
            techniques: JSONValue.column(row.text(12)).texts, eventTime: row.time(13), queryStart: row.time(14),
            queryEnd: row.time(15), entityMappings: JSONValue.column(row.text(16)).array ?? [], authorship: Authorship(row: row))
    }
}

extension AutomationRule: StoredRecord {
    public static let table = RecordTable(
        noun: "automationRule", table: "automation_rules", isScoped: false,
        columns: ["display_name", "rule_order", "is_enabled", "expires", "subject", "moment", "conditions", "actions"],
        order: "rule_order", limit: 512)

    public var columnValues: [SQLValue] {
        [
            .text(displayName), .integer(order), SQLValue(isEnabled), SQLValue(expires), .integer(Int64(subject.rawValue)),
            .integer(Int64(moment.rawValue)), .text(JSONValue.array(conditions).text), .text(JSONValue.array(actions).text),
        ]
    }

    public var logged: JSONObject {
        JSONObject([
            .init(name: "displayName", value: .string(displayName)), .init(name: "order", value: .integer(order)),
            .init(name: "isEnabled", value: .bool(isEnabled)),
            .init(name: "expires", value: expires.map { .string($0.rfc3339) } ?? .null),
            .init(name: "subject", value: .string(subject.name)), .init(name: "moment", value: .string(moment.name)),
            .init(name: "conditions", value: .array(conditions)), .init(name: "actions", value: .array(actions)),
        ])
    }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), displayName: row.text(6), order: row.integer(7), isEnabled: row.bool(8), expires: row.time(9),
            subject: Subject(rawValue: UInt8(row.integer(10))) ?? .incidents,
            moment: Moment(rawValue: UInt8(row.integer(11))) ?? .created,
            conditions: JSONValue.column(row.text(12)).array ?? [], actions: JSONValue.column(row.text(13)).array ?? [],
            authorship: Authorship(row: row))
    }
}

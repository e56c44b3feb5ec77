public import Primitives
public import SQL
public import SecurityModel

// How a rule of detection lies in its table.

extension SavedDetection: StoredRecord {
    public static let table = RecordTable(
        noun: "detection", table: "detections", isScoped: false, columns: ["display_name", "is_enabled", "properties"],
        order: "LOWER(display_name)", limit: 512)

    public var columnValues: [SQLValue] {
        [.text(displayName), SQLValue(isEnabled), .text(JSONValue.object(properties).text)]
    }

    public var logged: JSONObject { properties }

    public init(row: any SQLRow) {
        self.init(
            name: row.text(0), displayName: row.text(6), isEnabled: row.bool(7),
            properties: JSONValue.column(row.text(8)).object ?? JSONObject(), authorship: Authorship(row: row))
    }
}

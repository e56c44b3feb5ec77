internal import Primitives
internal import SecurityModel

extension Incident {
    /// The priority as people see it: 0 to 100, of a score that has no upper end.
    var priorityScore: Int64 { Int64(min(100, max(0, priority)).rounded()) }
}

extension Comment {
    var graph: JSONValue {
        [
            "@odata.type": "#microsoft.graph.security.alertComment", "comment": .string(text),
            "createdByDisplayName": .string(author), "createdDateTime": .string(created.rfc3339),
        ]
    }
}

extension JSONValue {
    static func text(orNull text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
}

public import Primitives

/// A row that a rule's query gave, by the names of its columns.
public struct DetectionRow: Hashable, Sendable {
    private let values: JSONObject

    public init(_ values: JSONObject) { self.values = values }

    subscript(column: String) -> JSONValue? {
        guard let value = values[column], !value.isNull, value.string != "" else { return nil }
        return value
    }

    /// The value as people read it; empty where there is none.
    func text(_ column: String) -> String { self[column].map { $0.string ?? $0.text } ?? "" }

    /// Tells the row apart from others, in any process.
    public var fingerprint: String {
        var digest = Fingerprint()
        for member in values.members {
            digest.add(member.name.utf8)
            digest.separate()
            digest.add(member.value.text.utf8)
            digest.separate()
        }
        return digest.text
    }

    /// When what the row tells of began and ended; `nil` where it does not say.
    var activity: (first: Timestamp, last: Timestamp)? {
        guard let first = time(DetectionRow.beginnings) else { return nil }
        return (first, max(first, time(DetectionRow.ends) ?? first))
    }

    private func time(_ columns: [String]) -> Timestamp? {
        columns.lazy.compactMap { values[$0]?.string.flatMap { Timestamp($0) } }.first
    }

    /// The columns that say it, the most exact first.
    private static let beginnings = [
        "StartTime", "StartTimeUtc", "FirstSeen", "FirstEvent", "Timestamp", "TimeGenerated", "EndTime", "EndTimeUtc",
        "LastSeen", "LastEvent",
    ]
    private static let ends = ["EndTime", "EndTimeUtc", "LastSeen", "LastEvent", "Timestamp", "TimeGenerated"]
}

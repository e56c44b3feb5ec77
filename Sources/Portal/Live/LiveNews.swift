internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What happened since a place in the log, for one viewer: the next stretch of it, and where that ends.
struct LiveNews {
    /// Changes of one message, at most.
    static let most = 200
    /// Characters of a value, at most; pages show whole ones.
    static let longestValue = 200
    /// Changes that a viewer may be behind. Whoever is further back is told to read his page anew.
    static let largestBacklog: Int64 = 5_000

    var items: [JSONValue] = []
    /// The place behind all of them.
    var end: Int64
    /// The log goes on behind the end.
    var hasMore = false
    /// The viewer was too far behind.
    var isLost = false

    init(after sequence: Int64, _ reader: CaseReader) throws {
        let last = try reader.lastChange()
        guard last - sequence <= LiveNews.largestBacklog, sequence <= last else {
            (end, isLost) = (last, true)
            return
        }
        let changes = try reader.incidentChanges(after: sequence, limit: LiveNews.most)
        hasMore = changes.count == LiveNews.most
        end = hasMore ? changes.last?.sequence ?? last : last
        var lines: [Int64: ChangeLine] = [:]
        var isSeen: [IncidentID: Bool] = [:]
        for change in changes {
            guard let incident = change.incident else { continue }
            if isSeen[incident] == nil { isSeen[incident] = try reader.sees(incident) }
            guard isSeen[incident] == true else { continue }
            // A person moves alerts, so that is rare; whether they came or left stands in what he moved.
            let isTold = !ChangeLine.isBulky(change) || change.action == ChangeAction.alertsMoved.rawValue
            if isTold, lines[change.sequence] == nil {
                for whole in try reader.changes(of: incident, after: change.sequence - 1, limit: LiveNews.most) {
                    lines[whole.sequence] = ChangeLine(whole)
                }
            }
            items.append(LiveNews.json(change, incident, lines[change.sequence] ?? ChangeLine(change)))
        }
    }

    private static func json(_ change: Change, _ incident: IncidentID, _ line: ChangeLine) -> JSONValue {
        [
            "sequence": .integer(change.sequence), "incident": .string(incident.description), "action": .string(change.action),
            "actor": .string(change.actor),
            "arrived": .integer(Int64(line.arrived.count)), "left": .integer(Int64(line.moved.count)),
            "isPerson": .bool(change.isPerson), "time": .string(change.time.rfc3339), "what": .string(line.what),
            "comment": line.comment?.after.map { .string(short($0)) } ?? .null,
            "fields": .array(
                line.fields.map { field in
                    [
                        "name": .string(field.name), "before": field.before.map { .string(short($0)) } ?? .null,
                        "after": .string(short(field.after)),
                    ]
                }),
        ]
    }

    private static func short(_ text: String) -> String { text.middleTruncated(to: longestValue) }

    /// The message of a stream (HTML, "Server-sent events"): its id is the place to go on from after a pause.
    var message: String? {
        if isLost { return "id: \(end)\nevent: lost\ndata: {}\n\n" }
        return items.isEmpty ? nil : "id: \(end)\nevent: changes\ndata: \(JSONValue.array(items).text)\n\n"
    }
}

internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An incident as it stood behind one change of the log. Its fields are those of now with every later change taken back; its
/// comments and tasks are put together from what the log says was written by then.
struct IncidentPast {
    /// Changes of one incident that are looked at, at most.
    static let mostChanges = 20_000

    struct Remark: Equatable {
        var author: String
        var time: Timestamp
        var text: String
    }

    /// By the names that the log has for them.
    private(set) var fields: JSONObject
    private(set) var comments: [Remark] = []
    /// By name, in the order in which they were made.
    private(set) var tasks: [JSONObject] = []

    /// - Parameters:
    ///   - changes: of an incident, oldest first.
    ///   - sequence: of the last change that had happened.
    init(_ incident: Incident, at sequence: Int64, changes: (IncidentID) throws -> [Change]) rethrows {
        let own = try changes(incident.id)
        fields = IncidentPast.fields(incident)
        for change in own.reversed() where change.sequence > sequence { takeBack(change) }
        for change in own where change.sequence <= sequence { follow(change) }
    }

    private static func fields(_ incident: Incident) -> JSONObject {
        JSONObject([
            .init(name: "displayName", value: .string(incident.displayName)),
            .init(name: "status", value: .string(incident.status.name)),
            .init(name: "severity", value: .string(incident.severity.name)),
            .init(name: "assignedTo", value: .string(incident.assignedTo)),
            .init(name: "classification", value: .string(incident.classification.name)),
            .init(name: "determination", value: .string(incident.determination.name)),
            .init(name: "customTags", value: .texts(incident.customTags)),
            .init(name: "resolvingComment", value: .string(incident.resolvingComment)),
        ])
    }

    private mutating func takeBack(_ change: Change) {
        guard [.incidentUpdated, .incidentMerged, .mergeUndone].contains(ChangeAction(rawValue: change.action)) else { return }
        for member in change.payload?["before"]?.object?.members ?? [] where fields[member.name] != nil {
            fields[member.name] = member.value
        }
    }

    private mutating func follow(_ change: Change) {
        let (before, after) = (change.payload?["before"], change.payload?["after"])
        switch ChangeAction(rawValue: change.action) {
        case .commented where change.alert == nil:
            comments.append(Remark(author: change.actor, time: change.time, text: after?["comment"]?.string ?? ""))
        case .commentUpdated:
            guard let place = comments.lastIndex(where: { $0.text == before?["comment"]?.string }) else { return }
            comments[place].text = after?["comment"]?.string ?? ""
        case .commentDeleted:
            guard let place = comments.lastIndex(where: { $0.text == before?["comment"]?.string }) else { return }
            comments.remove(at: place)
        case .recordCreated, .recordUpdated, .recordDeleted:
            guard let task = (after?["task"] ?? before?["task"])?.object else { return }
            let place = tasks.firstIndex { $0["name"] == task["name"] }
            if after?["task"] == nil {
                if let place { tasks.remove(at: place) }
            } else if let place {
                tasks[place] = task
            } else {
                tasks.append(task)
            }
        default: return
        }
    }

    /// Where alerts are named with their digests, and where by their numbers alone.
    static func numbers(_ list: JSONValue?) -> [AlertID] {
        (list?.array ?? []).compactMap { ($0.integer ?? $0["id"]?.integer).map { AlertID($0) } }
    }
}

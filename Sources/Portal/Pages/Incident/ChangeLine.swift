internal import CaseStore
internal import Primitives
internal import SecurityModel

/// One change in words: what was done, and the fields with what they were before and after.
struct ChangeLine {
    struct Field {
        var name: String
        /// What it was; `nil` where it was nothing.
        var before: String?
        var after: String
    }

    var what: String
    var fields: [Field]
    /// What a thing that people keep is called, such as a task.
    var record: String?
    /// What a comment said and says.
    var comment: (before: String?, after: String?)?
    /// The other incident of a merge or a move.
    var other: IncidentID?
    /// Alerts that left for the other incident, and alerts that came from it.
    var moved: [AlertID] = []
    var arrived: [AlertID] = []

    init(_ change: Change) {
        let before = change.payload?["before"]?.object ?? JSONObject()
        let after = change.payload?["after"]?.object ?? JSONObject()
        fields = after.members.filter { !ChangeLine.hiddenFields.contains($0.name) }.flatMap { member in
            ChangeLine.fields(member.name, before[member.name], member.value)
        }
        what = ChangeLine.sentence(change, after)
        switch ChangeAction(rawValue: change.action) {
        case .commented, .commentUpdated, .commentDeleted:
            comment = (before["comment"]?.string, after["comment"]?.string)
        case .recordCreated, .recordUpdated, .recordDeleted:
            let (noun, thing) = ChangeLine.record(before, after)
            record = thing?["title"]?.string
            // The log keeps what is gone, and so does the page.
            if after.isEmpty, let thing { fields = ChangeLine.fields(noun, nil, thing) }
            if before.isEmpty || after.isEmpty { fields.removeAll { $0.name == ChangeLine.name(of: "title", in: noun) } }
        case .incidentMerged: other = (after["merged"]?.integer ?? after["redirectIncidentId"]?.integer).map { IncidentID($0) }
        case .alertsMoved:
            other = (after["incident"]?.integer ?? before["incident"]?.integer).map { IncidentID($0) }
            if after["incident"] != nil {
                moved = ChangeLine.alerts(before["alerts"])
            } else {
                arrived = ChangeLine.alerts(after["alerts"])
            }
        default: break
        }
    }

    /// Whether a change names so many alerts that its words alone are worth telling.
    static func isBulky(_ change: Change) -> Bool {
        [.alertsAdded, .alertsMoved, .alertRepeated].contains(ChangeAction(rawValue: change.action))
    }

    /// A thing that people keep is told by the fields of it that changed.
    private static func fields(_ name: String, _ before: JSONValue?, _ after: JSONValue) -> [Field] {
        guard let members = after.object?.members else {
            let isWord = vocabulary.contains(name)
            if name == "kept" {
                let kept = (after.array ?? []).compactMap(\.string).map { (names[$0] ?? words($0)).lowercased() }
                return [Field(name: names[name] ?? name, before: nil, after: Amount.list(kept, most: kept.count))]
            }
            return [
                Field(
                    name: names[name] ?? words(name), before: shown(before, isWord: isWord),
                    after: shown(after, isWord: isWord) ?? "–")
            ]
        }
        return members.filter { $0.name != "name" && $0.value != before?[$0.name] && text($0.value) != nil }.map { member in
            Field(
                name: self.name(of: member.name, in: name), before: text(before?[member.name]), after: text(member.value) ?? "–")
        }
    }

    private static func name(of field: String, in noun: String) -> String { "\(words(noun)), \(words(field).lowercased())" }

    /// The thing that people keep, as it is or, where it is gone, as it was.
    private static func record(_ before: JSONObject, _ after: JSONObject) -> (noun: String, thing: JSONValue?) {
        let member = (after.isEmpty ? before : after).members.first
        return (member?.name ?? "record", member?.value)
    }

    private static func sentence(_ change: Change, _ after: JSONObject) -> String {
        let alerts = Int64(after["alerts"]?.array?.count ?? 0)
        switch ChangeAction(rawValue: change.action) {
        case .alertsAdded: return alerts > 0 ? "\(Amount.text(alerts, "alert")) came in" : "Alerts came in"
        case .alertsMoved: return moved(change, after)
        case .incidentMerged:
            if let source = after["merged"]?.integer { return "#\(source) was merged into it" }
            return after["redirectIncidentId"]?.integer.map { "It was merged into #\($0)" } ?? "It was merged"
        case .mergeUndone:
            let before = change.payload?["before"]
            if let source = before?["merged"]?.integer { return "The merge of #\(source) was undone" }
            return before?["redirectIncidentId"]?.integer.map { "The merge into #\($0) was undone" } ?? "A merge was undone"
        case .recordCreated, .recordUpdated, .recordDeleted:
            let noun = record(change.payload?["before"]?.object ?? JSONObject(), after).noun
            return "\(words(noun)) \(change.action.dropFirst("record".count).lowercased())"
        case .commented where change.alert != nil: return "Commented on an alert"
        default: return words(change.action)
        }
    }

    /// An incident hears of what left it and of what came to it.
    private static func moved(_ change: Change, _ after: JSONObject) -> String {
        let before = change.payload?["before"]?.object ?? JSONObject()
        if let target = after["incident"]?.integer {
            return "\(Amount.text(Int64(before["alerts"]?.array?.count ?? 0), "alert")) moved to #\(target)"
        }
        guard let home = before["incident"]?.integer else { return "Alerts moved" }
        return "\(Amount.text(Int64(after["alerts"]?.array?.count ?? 0), "alert")) moved here from #\(home)"
    }

    private static func alerts(_ value: JSONValue?) -> [AlertID] {
        (value?.array ?? []).compactMap { ($0.integer ?? $0["id"]?.integer).map { AlertID($0) } }
    }

    /// Fields that pages have shorter words for.
    private static let names = [
        "assignedTo": "Owner", "customTags": "Tags", "displayName": "Name", "resolvingComment": "Resolving note",
        "kept": "Kept, as somebody changed it after the merge",
    ]

    /// Fields whose values are words of the vocabulary, which pages write as words.
    private static let vocabulary: Set<String> = ["status", "severity", "classification", "determination", "remediationStatus"]

    /// What the sentence says already.
    private static let hiddenFields: Set<String> = ["alerts", "digest", "merged", "redirectIncidentId", "incident", "comment"]

    /// `displayName` as `Display name`.
    static func words(_ name: String) -> String {
        var words = ""
        for character in name {
            if character.isUppercase { words += " " + character.lowercased() } else { words.append(character) }
        }
        return words.withCapital
    }

    private static func shown(_ value: JSONValue?, isWord: Bool) -> String? {
        guard let text = text(value) else { return nil }
        guard isWord else { return text }
        return text == Classification.unknown.name ? "not set" : words(text)
    }

    private static func text(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        if let text = value.string { return text.isEmpty ? nil : text }
        if let texts = value.array { return texts.isEmpty ? nil : texts.map { $0.string ?? $0.text }.joined(separator: "; ") }
        return value.text
    }
}

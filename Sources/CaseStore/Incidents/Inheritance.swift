internal import Primitives
internal import SecurityModel

/// What a merge gave its target of the source's: fields by the names that the log has for them, with what they were before.
struct Inheritance {
    var before = JSONObject()
    var after = JSONObject()

    var isEmpty: Bool { after.isEmpty }

    /// Fields of an incident that a merge may give.
    private static let fields = ["displayName", "assignedTo", "classification", "determination", "customTags"]

    init() {}

    /// What the row of a merge says.
    init(_ merge: Change) {
        guard let payload = merge.payload else { return }
        for name in Inheritance.fields {
            guard let old = payload["before"]?[name], let new = payload["after"]?[name] else { continue }
            (before[name], after[name]) = (old, new)
        }
    }

    /// What is put back when the merge is undone.
    struct Return: Equatable {
        /// Fields with what they become; tags are those that go.
        var fields: [String: String] = [:]
        var tags: [String] = []
        /// Fields that stay, since somebody changed them after the merge.
        var kept: [String] = []
    }

    /// - Parameters:
    ///   - later: what happened to the target after the merge.
    ///   - needed: tags that the target has of others that are still merged into it.
    func returned(after later: [Change], needed: Set<String>) -> Return {
        var result = Return()
        let touched = Set(later.flatMap { ($0.payload?["after"]?.object?.members ?? []).map(\.name) })
        // A judgement is one thing: half of it alone would mean something that nobody decided.
        let isJudged = touched.contains("classification") || touched.contains("determination")
        for member in before.members where member.name != "customTags" {
            let isJudgement = ["classification", "determination"].contains(member.name)
            if isJudgement ? isJudged : touched.contains(member.name) {
                result.kept.append(member.name)
            } else {
                result.fields[member.name] = member.value.string ?? ""
            }
        }
        let given = Inheritance.texts(after["customTags"]).subtracting(Inheritance.texts(before["customTags"]))
        let again = later.reduce(into: Set<String>()) { tags, change in
            tags.formUnion(
                Inheritance.texts(change.payload?["after"]?["customTags"])
                    .subtracting(Inheritance.texts(change.payload?["before"]?["customTags"])))
        }
        result.tags = given.subtracting(again).subtracting(needed).sorted()
        if !given.isDisjoint(with: again) { result.kept.append("customTags") }
        return result
    }

    private static func texts(_ list: JSONValue?) -> Set<String> { Set((list?.array ?? []).compactMap(\.string)) }
}

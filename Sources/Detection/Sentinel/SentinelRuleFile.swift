public import Primitives
internal import Yams

/// A scheduled or NRT rule in the YAML form of Sentinel's repositories, read into the properties of a rule.
public struct SentinelRuleFile: Sendable {
    /// Bytes of a file, at most.
    public static let largest = 256 << 10

    /// The rule's own id; empty where the file gives none.
    public let id: String
    public let properties: JSONObject
    /// What the file says that has no effect here, in words.
    public let notes: [String]

    /// - Throws: `DetectionRuleError` for a file that is no such rule.
    public init(yaml: String) throws(DetectionRuleError) {
        guard yaml.utf8.count <= SentinelRuleFile.largest else {
            throw DetectionRuleError("", "the file is larger than \(SentinelRuleFile.largest) bytes")
        }
        let node: Node?
        do { node = try compose(yaml: yaml) } catch {
            throw DetectionRuleError("", "the file is no valid YAML\(SentinelRuleFile.place(of: error))")
        }
        var reader = YAMLValues()
        guard let node, case .object(var given) = try reader.value(of: node) else {
            throw DetectionRuleError("", "the file is no rule: it has no keys with values")
        }
        let kind = given["kind"]?.string ?? "Scheduled"
        guard ["scheduled", "nrt"].contains(kind.lowercased()) else {
            throw DetectionRuleError("kind", "is '\(kind)'; Scheduled and NRT can be imported")
        }
        guard given["query"] != nil else { throw DetectionRuleError("query", "is missing: the file is no rule") }
        id = given["id"]?.string ?? ""
        given["id"] = nil
        (properties, notes) = SentinelRuleFile.translated(given)
    }

    private static func place(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            " (line \(mark.line): \(problem))"
        default: ""
        }
    }

    /// The names of files and those of properties, where they differ.
    private static let names = [
        "name": "displayName", "relevantTechniques": "techniques", "version": "templateVersion",
    ]

    /// What this stage reads of a rule.
    private static let read: Set<String> = [
        "displayName", "description", "severity", "kind", "query", "queryFrequency", "queryPeriod", "triggerOperator",
        "triggerThreshold", "tactics", "techniques", "subTechniques", "entityMappings", "customDetails", "alertDetailsOverride",
        "eventGroupingSettings", "incidentConfiguration", "suppressionEnabled", "suppressionDuration", "enabled",
        "recommendedActions",
    ]

    /// What describes a rule to people and tools; it is kept, and nobody misses an effect.
    private static let described: Set<String> = [
        "templateVersion", "requiredDataConnectors", "status", "tags", "metadata", "sentinelEntitiesMappings",
    ]

    private static let operators = ["gt": "GreaterThan", "lt": "LessThan", "eq": "Equal", "ne": "NotEqual"]

    /// Files write `description: |` and then a text in quotes, which YAML leaves standing.
    private static func unquoted(_ text: String) -> String {
        let trimmed = text.drop(while: \.isWhitespace)
        let end = trimmed.lastIndex { !$0.isWhitespace }
        guard let end, let quote = trimmed.first, quote == "'" || quote == "\"", trimmed[end] == quote, end > trimmed.startIndex
        else {
            return text
        }
        return String(trimmed[trimmed.index(after: trimmed.startIndex)..<end])
    }

    private static func translated(_ given: JSONObject) -> (JSONObject, [String]) {
        var (properties, notes) = (JSONObject(), [String]())
        for member in given.members {
            let name = names[member.name] ?? member.name
            var value = member.value
            if name == "triggerOperator", let word = value.string.flatMap({ operators[$0.lowercased()] }) {
                value = .string(word)
            }
            if name == "description", let text = value.string { value = .string(unquoted(text)) }
            properties[name] = value
            if name == "incidentConfiguration", value["groupingConfiguration"]?["enabled"]?.bool == true {
                notes.append(DetectionRule.groupingNote)
            }
            guard !read.contains(name), !described.contains(name) else { continue }
            notes.append("'\(member.name)' is kept and has no effect here")
        }
        return (properties, notes)
    }
}

internal import Primitives

/// The properties of a rule while they are read: each is taken once, and an error names its place. A null is a property that
/// is not there.
struct RuleFields {
    let place: String
    private let object: JSONObject
    private var taken: Set<String> = []

    init(_ object: JSONObject, at place: String = "") {
        (self.object, self.place) = (object, place)
    }

    func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    func error(_ name: String, _ reason: String) -> DetectionRuleError { DetectionRuleError(path(name), reason) }

    /// What nobody has taken.
    var rest: JSONObject { JSONObject(object.members.filter { !taken.contains($0.name) && !$0.value.isNull }) }

    mutating func value(_ name: String) -> JSONValue? {
        taken.insert(name)
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    mutating func text(_ name: String) throws(DetectionRuleError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else { throw error(name, "has to be a text") }
        return text
    }

    mutating func text(_ name: String, length: ClosedRange<Int>) throws(DetectionRuleError) -> String {
        let text = try text(name) ?? ""
        guard !text.isEmpty || length.lowerBound == 0 else { throw error(name, "is missing") }
        guard length.contains(text.count) else {
            throw error(name, "has \(text.count) characters; it takes \(length.lowerBound) to \(length.upperBound)")
        }
        return text
    }

    mutating func flag(_ name: String) throws(DetectionRuleError) -> Bool? {
        guard let value = value(name) else { return nil }
        if let flag = value.bool { return flag }
        switch value.string?.lowercased() {
        case "true": return true
        case "false": return false
        default: throw error(name, "has to be true or false")
        }
    }

    mutating func number(_ name: String, in range: ClosedRange<Int64>) throws(DetectionRuleError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int64($0) }), range.contains(number) else {
            throw error(name, "is \(value.text); it has to be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func span(_ name: String, in range: RuleSpan.Range) throws(DetectionRuleError) -> Duration? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let span = RuleSpan.read(text) else {
            throw error(name, "is '\(text)', which is no span of time; write it as PT5M, PT1H or P1D")
        }
        guard range.contains(span) else {
            let (least, most) = (RuleSpan.text(range.least), RuleSpan.text(range.most))
            throw error(name, "is \(text); it may be from \(least) to \(most)")
        }
        return span
    }

    /// A word of a closed list, in any case of its letters.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, as type: Word.Type
    ) throws(DetectionRuleError) -> Word? where Word.RawValue == String {
        guard let text = try text(name) else { return nil }
        let lowered = text.lowercased()
        guard let word = Word.allCases.first(where: { $0.rawValue.lowercased() == lowered }) else {
            throw error(name, "is '\(text)'; it may be \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    mutating func texts(_ name: String) throws(DetectionRuleError) -> [String] {
        try list(name).map { value throws(DetectionRuleError) in
            guard let text = value.string else { throw error(name, "has to be a list of texts") }
            return text
        }
    }

    mutating func list(_ name: String) throws(DetectionRuleError) -> [JSONValue] {
        guard let value = value(name) else { return [] }
        guard let list = value.array else { throw error(name, "has to be a list") }
        return list
    }

    mutating func inner(_ name: String) throws(DetectionRuleError) -> RuleFields? {
        guard let value = value(name) else { return nil }
        guard let object = value.object else { throw error(name, "has to be an object") }
        return RuleFields(object, at: path(name))
    }
}

import SeededRandom

/// Makes queries over the generated tables whose answers are the same whatever order rows come in. What is not so by
/// nature (`take`, a first row of several) is only made where everything before it settles an order.
struct QueryGenerator {
    var random: SeededGenerator
    /// Names and types of the columns there are.
    private var columns: [(name: String, type: String)] = []
    private var made = 0

    init(_ seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func query() -> String {
        columns = Self.events
        var text = "Events"
        for _ in 0..<1 + random.below(4) { text += "\n| " + step() }
        return text
    }

    private static let events = [
        ("Timestamp", "datetime"), ("Id", "long"), ("Device", "string"), ("File", "string"), ("Line", "string"), ("Size", "long"),
        ("Code", "int"), ("Flag", "bool"), ("Score", "real"), ("Extra", "dynamic"),
    ]

    // MARK: Steps

    private mutating func step() -> String {
        switch random.below(12) {
        case 0...3: return "where " + condition(2)
        case 4, 5: return extend()
        case 6: return project()
        case 7: return distinct()
        case 8, 9: return summarize()
        case 10: return join()
        default: return top()
        }
    }

    private mutating func name() -> String {
        made += 1
        return "v\(made)"
    }

    private mutating func column(_ types: Set<String>) -> String? {
        let fitting = columns.filter { types.contains($0.type) }
        return fitting.isEmpty ? nil : fitting[random.below(fitting.count)].name
    }

    private mutating func extend() -> String {
        let name = name()
        let (text, type) = value()
        columns.append((name, type))
        return "extend \(name) = \(text)"
    }

    private mutating func project() -> String {
        var kept: [(name: String, type: String)] = []
        for column in columns where column.name == "Id" || random.chance(0.6) { kept.append(column) }
        if kept.isEmpty { kept = columns }
        columns = kept
        return "project " + kept.map(\.name).joined(separator: ", ")
    }

    private mutating func distinct() -> String {
        let kept = columns.filter { $0.type != "dynamic" && $0.type != "real" && random.chance(0.4) }
        guard !kept.isEmpty else { return "count\n| extend Id = Count" }
        columns = kept
        return "distinct " + kept.map(\.name).joined(separator: ", ")
    }

    private mutating func summarize() -> String {
        var keys: [(text: String, name: String, type: String)] = []
        if random.chance(0.7), let key = column(["string"]) { keys.append((key, key, "string")) }
        if random.chance(0.3), let key = column(["datetime"]) { keys.append(("\(key) = bin(\(key), 1h)", key, "datetime")) }
        if random.chance(0.3), let key = column(["int", "bool"]) { keys.append((key, key, "int")) }
        var aggregates: [(text: String, name: String, type: String)] = []
        for _ in 0...random.below(3) {
            let name = name()
            let (text, type) = aggregate()
            aggregates.append(("\(name) = \(text)", name, type))
        }
        columns = (keys + aggregates).map { ($0.name, $0.type) }
        let by = keys.isEmpty ? "" : " by " + keys.map(\.text).joined(separator: ", ")
        return "summarize " + aggregates.map(\.text).joined(separator: ", ") + by
    }

    private mutating func aggregate() -> (String, String) {
        let number = column(["long", "int"]) ?? "1"
        let text = column(["string"]) ?? "'x'"
        switch random.below(12) {
        case 0: return ("count()", "long")
        case 1: return ("countif(\(condition(1)))", "long")
        case 2: return ("dcount(\(text))", "long")
        case 3: return ("sum(\(number))", "long")
        case 4: return ("avg(\(number))", "real")
        case 5: return ("min(\(number))", "long")
        case 6: return ("max(\(text))", "string")
        case 7: return ("sumif(\(number), \(condition(1)))", "long")
        case 8: return ("make_set(\(text))", "dynamic")
        case 9: return ("make_list(\(number))", "dynamic")
        case 10: return ("dcountif(\(number), \(condition(1)))", "long")
        default: return (column(["datetime"]).map { "max(\($0))" } ?? "count()", "datetime")
        }
    }

    private mutating func join() -> String {
        guard let key = column(["string"]) else { return "where true" }
        let kinds = ["inner", "leftouter", "rightouter", "fullouter", "leftsemi", "leftanti", "rightsemi", "rightanti"]
        let kind = kinds[random.below(kinds.count)]
        let right = random.chance(0.5) ? "Devices" : "(Devices | where \(random.chance(0.5) ? "Rank > 0" : "Owner has '1'"))"
        let isHalf = kind.hasSuffix("semi") || kind.hasSuffix("anti")
        let added = [("Owner", "string"), ("Rank", "long"), ("Seen", "datetime")]
        if isHalf, kind.hasPrefix("right") {
            columns = [("Device", "string")] + added
        } else if !isHalf {
            let taken = Set(columns.map(\.name))
            columns += added.filter { !taken.contains($0.0) }
        }
        return "join kind=\(kind) \(right) on $left.\(key) == $right.Device"
    }

    /// Only by what no two rows share.
    private mutating func top() -> String {
        guard columns.contains(where: { $0.name == "Id" }), columns.count == Self.events.count else { return "where true" }
        if random.chance(0.5) { return "sort by Code asc, Id | take \(random.below(9))" }
        return "top \(random.below(20)) by Id \(random.chance(0.5) ? "asc" : "desc")"
    }

    // MARK: Expressions

    private mutating func value() -> (String, String) {
        let text = column(["string"]) ?? "'x'"
        let number = column(["long", "int"]) ?? "7"
        let time = column(["datetime"]) ?? "datetime(2026-01-01)"
        switch random.below(14) {
        case 0: return ("tolower(\(text))", "string")
        case 1: return ("strcat(\(text), '-', \(text))", "string")
        case 2: return ("strlen(\(text))", "long")
        case 3: return ("iff(\(condition(1)), \(text), 'no')", "string")
        case 4: return ("bin(\(time), 1h)", "datetime")
        case 5: return ("\(time) + 90m", "datetime")
        case 6: return ("\(number) + 1", "long")
        case 7: return ("\(number) % 3", "long")
        case 8: return ("tostring(\(number))", "string")
        case 9: return (column(["dynamic"]).map { "tostring(\($0).t)" } ?? "'d'", "string")
        case 10: return ("case(\(condition(1)), 1, \(condition(1)), 2, 3)", "long")
        case 11: return ("toreal(\(number))", "real")
        case 12: return ("startofday(\(time))", "datetime")
        default: return ("substring(\(text), 0, 3)", "string")
        }
    }

    private mutating func condition(_ depth: Int) -> String {
        if depth > 0, random.chance(0.4) {
            let word = random.chance(0.5) ? "and" : "or"
            return "(\(condition(depth - 1)) \(word) \(condition(depth - 1)))"
        }
        let text = test()
        return random.chance(0.25) ? "not(\(text))" : text
    }

    private mutating func test() -> String {
        switch random.below(5) {
        case 0, 1: return textTest(column(["string"]) ?? "'cmd.exe'")
        case 2: return numberTest(column(["long", "int"]) ?? "1")
        case 3:
            guard let time = column(["datetime"]) else { return "true" }
            return "\(time) \(comparison()) datetime(2025-11-22T1\(random.below(10)):00:00)"
        default:
            if let flag = column(["bool"]), random.chance(0.5) {
                return ["\(flag)", "\(flag) == true", "\(flag) != false", "isnull(\(flag))"][random.below(4)]
            }
            if let score = column(["real"]), random.chance(0.5) { return "\(score) \(comparison()) 0.\(random.below(9))" }
            return column(["dynamic"]).map { "\($0).n == \(random.below(4))" } ?? "1 == 1"
        }
    }

    private mutating func comparison() -> String { ["==", "!=", "<", "<=", ">", ">="][random.below(6)] }

    private mutating func numberTest(_ number: String) -> String {
        switch random.below(6) {
        case 0: "\(number) in (\(random.below(5)), \(random.below(5)), -1)"
        case 1: "\(number) !in (\(random.below(5)), 3)"
        case 2: "\(number) between (\(random.below(3)) .. \(random.below(30)))"
        case 3: "isnull(\(number))"
        case 4: "\(number) == \(column(["long", "int"]) ?? "2")"
        default: "\(number) \(comparison()) \(random.below(20))"
        }
    }

    private mutating func textTest(_ text: String) -> String {
        let needle = quoted(needle())
        let list = "(\(needle), \(quoted(self.needle())), \(quoted(self.needle())))"
        switch random.below(10) {
        case 0: return "\(text) \(["has_any", "has_all", "!has_any", "in", "!in", "in~", "!in~"][random.below(7)]) \(list)"
        case 1: return "\(text) matches regex @'\(["^c", "\\d", "e.e$", "(?i)CERT", "\\bab\\b"][random.below(5)])'"
        case 2: return "isnotempty(\(text))"
        case 3: return "\(text) \(comparison()) \(column(["string"]) ?? needle)"
        case 4: return "\(text) \(comparison()) \(needle)"
        default:
            let words = [
                "has", "!has", "has_cs", "contains", "!contains", "contains_cs", "!contains_cs", "startswith", "!startswith",
                "startswith_cs", "endswith", "endswith_cs", "!endswith_cs", "=~", "!~", "hasprefix", "hassuffix", "!hasprefix_cs",
            ]
            return "\(text) \(words[random.below(words.count)]) \(needle)"
        }
    }

    private mutating func needle() -> String {
        let texts = GeneratedTables.words + GeneratedTables.files + GeneratedTables.names
        let text = texts[random.below(texts.count)]
        return random.chance(0.3) ? String(text.prefix(random.below(4))) : text
    }

    private func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\t", with: "\\t") + "'"
    }
}

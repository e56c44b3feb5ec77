/// Reads one template.
struct TemplateParser {
    private let name: String
    private let text: [UInt8]
    private let templates: [String: Int]
    private var names: TemplateNames
    private var position = 0

    /// - Parameter templates: the places of all templates.
    static func parse(_ text: String, _ name: String, _ templates: [String: Int], _ names: inout TemplateNames)
        throws(TemplateError) -> Template
    {
        var parser = TemplateParser(name: name, text: Array(text.utf8), templates: templates, names: names)
        let parts = try parser.parts(of: nil)
        names = parser.names
        return Template(parts: parts)
    }

    private init(name: String, text: [UInt8], templates: [String: Int], names: TemplateNames) {
        self.name = name
        self.text = text
        self.templates = templates
        self.names = names
    }

    private struct Tag {
        /// `#`, `^`, `/`, `>`, `{`, or a space for a value.
        var sign: Character
        var name: String
    }

    /// Everything up to the end of a section, or of the template.
    private mutating func parts(of section: String?) throws(TemplateError) -> [Template.Part] {
        var parts: [Template.Part] = []
        while position < text.count {
            let start = position
            let opening = place(of: "{{", from: start) ?? text.count
            guard opening < text.count else {
                parts.append(.text(Array(text[start...])))
                position = text.count
                break
            }
            let tag = try self.tag(at: opening)
            let before = standsAlone(opening, tag)
            if before > start { parts.append(.text(Array(text[start..<before]))) }
            switch tag.sign {
            case "#": parts.append(.section(try path(tag.name), try self.parts(of: tag.name)))
            case "^": parts.append(.otherwise(try path(tag.name), try self.parts(of: tag.name)))
            case "/":
                guard tag.name == section else { throw .closesNothing(section: tag.name, template: name) }
                return parts
            case ">":
                guard let place = templates[tag.name] else { throw .missing(template: tag.name, in: name) }
                parts.append(.template(place))
            case "{": parts.append(.markup(try path(tag.name)))
            default: parts.append(.value(try path(tag.name)))
            }
        }
        if let section { throw .notClosed(section: section, template: name) }
        return parts
    }

    /// Reads a tag and goes behind it.
    private mutating func tag(at opening: Int) throws(TemplateError) -> Tag {
        let first = opening + 2 < text.count ? Character(UnicodeScalar(text[opening + 2])) : " "
        let sign: Character = "#^/>{".contains(first) ? first : " "
        let start = opening + (sign == " " ? 2 : 3)
        let closing = sign == "{" ? "}}}" : "}}"
        guard let end = place(of: closing, from: start) else {
            throw .open(tag: String(decoding: text[(opening + 2)...].prefix(30), as: UTF8.self), template: name)
        }
        position = end + closing.utf8.count
        return Tag(sign: sign, name: String(decoding: text[start..<end].filter { $0 != 0x20 }, as: UTF8.self))
    }

    /// Where the text before a tag ends. A tag of a section or template takes its line with it where nothing else is on it.
    private mutating func standsAlone(_ opening: Int, _ tag: Tag) -> Int {
        guard tag.sign != " ", tag.sign != "{" else { return opening }
        var start = opening
        while start > 0, text[start - 1] == 0x20 || text[start - 1] == 0x09 { start -= 1 }
        var end = position
        while end < text.count, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
        guard start == 0 || text[start - 1] == 0x0a, end == text.count || text[end] == 0x0a else { return opening }
        position = min(end + 1, text.count)
        return start
    }

    private mutating func path(_ written: String) throws(TemplateError) -> Template.Name {
        let parts = written.split(separator: "(")
        guard parts.count == 2, written.hasSuffix(")") else { return Template.Name(path: numbers(written[...]), word: nil) }
        guard let word = Template.Word(rawValue: String(parts[0])) else {
            throw .unknown(word: String(parts[0]), template: name)
        }
        return Template.Name(path: numbers(parts[1].dropLast()), word: word)
    }

    private mutating func numbers(_ written: Substring) -> [Int] {
        written.split(separator: ".").map { names.number(of: String($0)) }
    }

    private func place(of sought: String, from start: Int) -> Int? {
        let sought = Array(sought.utf8)
        guard start + sought.count <= text.count else { return nil }
        return (start...(text.count - sought.count)).first { text[$0..<($0 + sought.count)].elementsEqual(sought) }
    }
}

/// The names that some template says, each with a number.
struct TemplateNames: Sendable {
    private(set) var numbers: [String: Int] = [:]

    mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = numbers.count
        return numbers.count - 1
    }
}

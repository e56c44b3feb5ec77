/// All templates. They name each other, so they are read together; what is wrong with any of them is said then.
struct TemplateLibrary: Sendable {
    private let templates: [Template]
    private let places: [String: Int]
    private let models: TemplateModels

    /// - Parameter texts: the templates by their names.
    init(_ texts: [String: String]) throws(TemplateError) {
        let texts = texts.sorted { $0.key < $1.key }
        var (names, templates) = (TemplateNames(), [Template]())
        let places = Dictionary(texts.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        for (name, text) in texts { templates.append(try TemplateParser.parse(text, name, places, &names)) }
        self.templates = templates
        self.places = places
        models = TemplateModels(names)
    }

    /// A template filled in with a model; `nil` where there is no such template.
    func text(_ name: String, _ model: Any) -> String? {
        guard let place = places[name] else { return nil }
        var writer = TemplateWriter(templates, models.value(model))
        writer.write(templates[place].parts)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Fills templates in.
private struct TemplateWriter {
    private let templates: [Template]
    /// What the sections stand on, the innermost last.
    private var stack: [TemplateValue]
    private(set) var bytes: [UInt8] = []

    init(_ templates: [Template], _ model: TemplateValue?) {
        self.templates = templates
        stack = model.map { [$0] } ?? []
    }

    mutating func write(_ parts: [Template.Part]) {
        for part in parts {
            switch part {
            case .text(let text): bytes += text
            case .value(let name): if let words = value(name)?.words { Markup.escape(words, into: &bytes) }
            case .markup(let name): if let words = value(name)?.words { bytes += words.utf8 }
            case .section(let name, let parts): section(value(name), parts)
            case .otherwise(let name, let parts): if TemplateWriter.isNothing(value(name)) { write(parts) }
            case .template(let place): write(templates[place].parts)
            }
        }
    }

    private mutating func section(_ value: TemplateValue?, _ parts: [Template.Part]) {
        switch value {
        case nil, .flag(false): break
        case .flag(true): write(parts)
        case .list(let elements): for element in elements { write(parts, on: element) }
        case .some(let value): write(parts, on: value)
        }
    }

    private mutating func write(_ parts: [Template.Part], on value: TemplateValue) {
        stack.append(value)
        write(parts)
        stack.removeLast()
    }

    private static func isNothing(_ value: TemplateValue?) -> Bool {
        switch value {
        case nil, .flag(false): true
        case .list(let elements): elements.isEmpty
        default: false
        }
    }

    private func value(_ name: Template.Name) -> TemplateValue? {
        let value = name.path.first.map { found($0, name.path.dropFirst()) } ?? stack.last
        return name.word.map { value?.after($0) } ?? value
    }

    /// The innermost value of a name, and what the further names lead to inside it.
    private func found(_ name: Int, _ further: ArraySlice<Int>) -> TemplateValue? {
        for level in stack.indices.reversed() {
            guard case .fields(let fields) = stack[level], var value = fields[name] else { continue }
            for next in further {
                guard case .fields(let inner) = value, let inside = inner[next] else { return nil }
                value = inside
            }
            return value
        }
        return nil
    }
}

/// What a template sees of a model.
enum TemplateValue {
    case flag(Bool)
    case text(String)
    case list([TemplateValue])
    case fields(TemplateFields)

    /// As it stands on a page.
    var words: String {
        switch self {
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        case .list, .fields: ""
        }
    }

    /// What comes of it by a word around its name.
    func after(_ word: Template.Word) -> TemplateValue? {
        switch (self, word) {
        case (.list(let elements), .empty): .flag(elements.isEmpty)
        case (.list(let elements), .first): elements.first
        case (.list(let elements), .count): .text(String(elements.count))
        case (.text(let text), .empty): .flag(text.isEmpty)
        default: nil
        }
    }
}

/// The fields of a record, as far as some template names them.
struct TemplateFields {
    private let shape: TemplateShape
    private let values: [TemplateValue?]

    /// - Parameter values: of all fields, in the shape's order.
    init(_ shape: TemplateShape, _ values: [TemplateValue?]) {
        self.shape = shape
        self.values = values
    }

    /// The field with the number of a name; `nil` where there is none, or nothing in it.
    subscript(name: Int) -> TemplateValue? {
        let place = Int(shape.places[name])
        return place < 0 ? nil : values[place]
    }
}

/// Which fields the records of a type have.
final class TemplateShape: Sendable {
    /// For the number of each name the field that bears it; -1 for none.
    let places: [Int16]
    /// For each field whether a template names it.
    let isNamed: [Bool]

    init(_ fields: [String], _ names: TemplateNames) {
        var places = [Int16](repeating: -1, count: names.numbers.count)
        for (place, field) in fields.enumerated() {
            if let number = names.numbers[field] { places[number] = Int16(place) }
        }
        self.places = places
        isNamed = fields.map { names.numbers[$0] != nil }
    }
}

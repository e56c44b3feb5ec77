internal import Synchronization

/// Looks models up: what a template will see of any value of ours. How the values of a type are looked at is found out once.
final class TemplateModels: Sendable {
    private enum Kind {
        case text, flag, list, optional, dictionary, described
        case record(TemplateShape)
        case listed(TemplateShape)
    }

    private let names: TemplateNames
    private let kinds = Mutex<[ObjectIdentifier: Kind]>([:])

    init(_ names: TemplateNames) {
        self.names = names
    }

    /// - Returns: `nil` for nothing.
    func value(_ model: Any) -> TemplateValue? {
        switch kind(of: model) {
        case .text: (model as? String).map { .text(DirectionMarks.shown($0)) }
        case .flag: (model as? Bool).map { .flag($0) }
        case .list: (model as? any ListField).map { .list($0.elements.map { value($0) ?? .list([]) }) }
        case .optional: (model as? any OptionalField)?.content.flatMap(value)
        case .dictionary: (model as? [String: Any]).map(fields)
        case .record(let shape): .fields(TemplateFields(shape, values(of: model, shape)))
        case .listed(let shape):
            (model as? any TemplateRecord).map { .fields(TemplateFields(shape, values($0.fieldValues, shape))) }
        case .described: .text(String(describing: model))
        }
    }

    private func values(of model: Any, _ shape: TemplateShape) -> [TemplateValue?] {
        var values: [TemplateValue?] = []
        values.reserveCapacity(shape.isNamed.count)
        for (child, isNamed) in zip(Mirror(reflecting: model).children, shape.isNamed) {
            values.append(isNamed ? value(child.value) : nil)
        }
        return values
    }

    private func values(_ fields: [Any?], _ shape: TemplateShape) -> [TemplateValue?] {
        zip(fields, shape.isNamed).map { field, isNamed in isNamed ? field.flatMap(value) : nil }
    }

    private func fields(_ dictionary: [String: Any]) -> TemplateValue {
        let fields = dictionary.sorted { $0.key < $1.key }
        return .fields(TemplateFields(TemplateShape(fields.map(\.key), names), fields.map { value($0.value) }))
    }

    private func kind(of model: Any) -> Kind {
        let type = Swift.type(of: model)
        if let known = kinds.withLock({ $0[ObjectIdentifier(type)] }) { return known }
        let kind = self.kind(of: model, type)
        kinds.withLock { $0[ObjectIdentifier(type)] = kind }
        return kind
    }

    private func kind(of model: Any, _ type: Any.Type) -> Kind {
        if type is String.Type { return .text }
        if type is Bool.Type { return .flag }
        if type is any OptionalField.Type { return .optional }
        if type is any ListField.Type { return .list }
        if let type = type as? any TemplateRecord.Type { return .listed(TemplateShape(type.fieldNames, names)) }
        let mirror = Mirror(reflecting: model)
        return switch mirror.displayStyle {
        case .struct, .tuple: .record(TemplateShape(mirror.children.map { $0.label ?? "" }, names))
        case .dictionary: .dictionary
        default: .described
        }
    }
}

/// An optional of any type.
private protocol OptionalField {
    var content: Any? { get }
}

extension Optional: OptionalField {
    fileprivate var content: Any? { self }
}

/// An array of any type.
private protocol ListField {
    var elements: [Any] { get }
}

extension Array: ListField {
    fileprivate var elements: [Any] { map { $0 } }
}

/// A model's fields by their names, looked at once. Templates ask for each field many times, and reflection is slow.
enum Reflected {
    static func value(_ model: Any) -> Any {
        let mirror = Mirror(reflecting: model)
        switch mirror.displayStyle {
        case .struct where !(model is String), .tuple:
            var fields: [String: Any] = [:]
            for case (let name?, let value) in mirror.children {
                if let value = present(value) { fields[name] = self.value(value) }
            }
            return fields
        case .dictionary: return (model as? [String: Any])?.mapValues(value) ?? model
        case .collection: return mirror.children.map { value($0.value) }
        case .optional: return present(model).map(value) ?? [Any]()
        default: return (model as? String).map(DirectionMarks.shown) ?? model
        }
    }

    private static func present(_ value: Any) -> Any? {
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
}

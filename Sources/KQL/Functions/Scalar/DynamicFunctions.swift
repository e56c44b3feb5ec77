/// Reading arrays and bags.
enum DynamicFunctions {
    static let all: [ScalarFunction] = [
        .values("[]", [.dynamic, .any], .exactly(.dynamic)) { values in element(values[0], values[1]) }
    ]

    /// A member by name or an element by its place, from the end where negative; null where there is none.
    static func element(_ value: Value, _ index: Value) -> Value {
        switch (value, index) {
        case (.bag(let bag), .string(let name)): return bag[name] ?? .null
        case (.array(let elements), .long(let index)):
            let place = index < 0 ? index + Int64(elements.count) : index
            return place >= 0 && place < elements.count ? elements[Int(place)] : .null
        case (.array(let elements), .string(let text)):
            guard let place = Int64(text) else { return .null }
            return element(.array(elements), .long(place))
        default: return .null
        }
    }
}

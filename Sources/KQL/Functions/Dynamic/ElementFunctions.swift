/// Reading arrays and bags.
enum ElementFunctions {
    static let all: [ScalarFunction] = [
        ScalarFunction("[]", [.dynamic, .any], .exactly(.dynamic)) { preparation in
            let constant = preparation.constants[1]
            return { input in
                let values = Reader<Value>(input.arguments[0])
                var writer = Writer<Value>(capacity: input.count)
                for row in 0..<input.count {
                    writer.append(element(values[row] ?? .null, constant ?? input.arguments[1][row]))
                }
                return writer.finish()
            }
        },
        .map("gettype") { (value: Value) -> String? in
            switch value {
            case .null: "null"
            case .array: "array"
            case .bag: "dictionary"
            case .long: "long"
            case .real: "double"
            default: value.type.rawValue
            }
        },
        .map("dynamic_to_json") { (value: Value) -> String? in value.sortedByKeys.json },
        path("extract_json"), path("extractjson"),
    ]

    /// `extract_json("$.a[0]", text)`
    private static func path(_ name: String) -> ScalarFunction {
        .values(name, [.string, .any], .exactly(.dynamic)) { values in
            guard let path = JSONPath(values[0].text) else {
                throw QueryError(.binding, "'\(values[0].text)' is no path of JSON: $.name, ['name'] and [0] make one")
            }
            let source = values[1].string.map(ConversionFunctions.parse) ?? values[1]
            return path.steps.reduce(source, element)
        }
    }

    /// A member by name or an element by its place, from the end where negative; null where there is none.
    static func element(_ value: Value, _ index: Value) -> Value {
        switch (value, index) {
        case (.bag(let bag), .string(let name)): return bag[name] ?? .null
        case (.array(let elements), .long(let index)):
            let place = index < 0 ? index &+ Int64(elements.count) : index
            return place >= 0 && place < elements.count ? elements[Int(place)] : .null
        case (.array(let elements), .string(let text)):
            guard let place = Int64(text) else { return .null }
            return element(.array(elements), .long(place))
        default: return .null
        }
    }
}

extension Value {
    /// The value with the members of its bags in the order of their names.
    fileprivate var sortedByKeys: Value {
        switch self {
        case .array(let elements): .array(elements.map(\.sortedByKeys))
        case .bag(let bag): .bag(Bag(zip(bag.keys, bag.values).sorted { $0.0 < $1.0 }.map { ($0.0, $0.1.sortedByKeys) }))
        default: self
        }
    }
}

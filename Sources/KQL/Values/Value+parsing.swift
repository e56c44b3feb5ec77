public import Primitives

extension Value {
    /// JSON text as a dynamic; `nil` where it is no JSON. Trailing white space is allowed.
    init?(json text: String) {
        guard let json = try? JSONValue(parsing: text) else { return nil }
        self.init(json)
    }

    /// What JSON means as a value: objects are bags, lists arrays.
    public init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .long(number)
        case .number(let number): self = .real(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map { Value($0) })
        case .object(let object): self = .bag(Bag(object.members.lazy.map { ($0.name, Value($0.value)) }))
        }
    }

    /// A value of a column as an answer in JSON has it. A decimal keeps its digits, which are more than those of a double.
    public init(_ json: JSONView, in column: ScalarType) {
        guard column == .decimal, let text = json.text else {
            self.init(json.value)
            return
        }
        self = Value.string(text).converted(to: .decimal)
    }
}

public import Primitives

extension Value {
    /// JSON text as a dynamic; `nil` where it is no JSON. Trailing white space is allowed.
    init?(json text: String) {
        guard let json = try? JSONDocument(parsing: text) else { return nil }
        self.init(json.root)
    }

    /// What JSON means as a value: objects are bags, lists arrays. Of members with one name the last counts.
    init(_ json: JSONView) {
        if json.isObject {
            var bag = Bag()
            json.forEachMember { bag[$0] = Value($1) }
            self = .bag(bag)
        } else if json.isArray {
            var elements: [Value] = []
            json.forEachElement { elements.append(Value($0)) }
            self = .array(elements)
        } else {
            self.init(json.value)
        }
    }

    /// The same of a tree.
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

extension StringBuffer {
    /// One of the texts read as JSON, where it lies; `nil` where it is none.
    func json(_ index: Int) -> JSONView? {
        let range = offsets[index]..<offsets[index + 1]
        return range.isEmpty ? nil : (try? JSONDocument(parsing: bytes, in: range))?.root
    }

    /// What `parse_json` makes of one of the texts: a text that is no JSON is a dynamic string, an empty one null.
    func dynamic(_ index: Int) -> Value {
        if let json = json(index) { return Value(json) }
        return offsets[index] == offsets[index + 1] ? .null : .string(self[index])
    }
}

public import Primitives

extension DeviceGroup.Condition {
    /// One member that names the test: `{"nameStartsWith": "web-"}`, `{"address": "10.3.0.0/16"}`.
    public var json: JSONValue {
        let (name, text) = word
        return .object(JSONObject([.init(name: name, value: .string(text))]))
    }

    private var word: (name: String, text: String) {
        switch self {
        case .nameStarts(let text): ("nameStartsWith", text)
        case .nameContains(let text): ("nameContains", text)
        case .nameEnds(let text): ("nameEndsWith", text)
        case .tag(let text): ("tag", text)
        case .address(let block): ("address", "\(block.network)/\(block.length)")
        case .domain(let text): ("domain", text)
        }
    }

    /// Reads that form; `nil` for anything else, an empty text and a block that is none among it.
    public init?(json: JSONValue) {
        guard let members = json.object?.members, members.count == 1, let text = members[0].value.string, !text.isEmpty else {
            return nil
        }
        switch members[0].name {
        case "nameStartsWith": self = .nameStarts(with: text)
        case "nameContains": self = .nameContains(text)
        case "nameEndsWith": self = .nameEnds(with: text)
        case "tag": self = .tag(text)
        case "address":
            guard let block = AddressBlock(text) else { return nil }
            self = .address(in: block)
        case "domain": self = .domain(text)
        default: return nil
        }
    }

    /// The names of the tests, for messages.
    public static let names = ["nameStartsWith", "nameContains", "nameEndsWith", "tag", "address", "domain"]
}

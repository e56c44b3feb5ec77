public import CaseStore
public import Primitives

extension CaseScope {
    public var json: JSONValue {
        [
            "deviceGroups": deviceGroups.map { .array($0.sorted().map { .integer(Int64($0)) }) } ?? .null,
            "sources": sources.map { .texts($0.sorted()) } ?? .null,
        ]
    }

    /// Reads `{"deviceGroups": [1, 2], "sources": ["siem"]}`; a member that is missing or null leaves all.
    /// - Throws: `AccessError.badScope`.
    public init(json: JSONValue) throws(AccessError) {
        guard json.isNull || json.object != nil else { throw .badScope }
        self.init()
        if let value = json["deviceGroups"], !value.isNull {
            guard let numbers = value.array?.map({ $0.integer.flatMap { Int32(exactly: $0) } }), !numbers.contains(nil) else {
                throw .badScope
            }
            deviceGroups = Set(numbers.compactMap(\.self))
        }
        if let value = json["sources"], !value.isNull {
            guard let names = value.array?.map(\.string), !names.contains(nil) else { throw .badScope }
            sources = Set(names.compactMap(\.self))
        }
    }
}

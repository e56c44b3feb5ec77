public import Primitives

/// What somebody may see and touch, beside what he may do. What is outside is not there for him.
public struct AccessScope: Hashable, Sendable {
    /// The numbers of device groups, 0 for devices that no group takes; `nil` for all.
    public var deviceGroups: Set<Int32>?
    /// The names of sources; `nil` for all.
    public var sources: Set<String>?

    public static let everything = AccessScope()

    public init(deviceGroups: Set<Int32>? = nil, sources: Set<String>? = nil) {
        self.deviceGroups = deviceGroups
        self.sources = sources
    }

    /// Whether nothing of the other lies outside this one.
    public func covers(_ other: AccessScope) -> Bool {
        AccessScope.covers(deviceGroups, other.deviceGroups) && AccessScope.covers(sources, other.sources)
    }

    private static func covers<Member>(_ own: Set<Member>?, _ other: Set<Member>?) -> Bool {
        guard let own else { return true }
        return other?.isSubset(of: own) ?? false
    }
}

extension AccessScope {
    public var json: JSONValue {
        [
            "deviceGroups": deviceGroups.map { .array($0.sorted().map { .integer(Int64($0)) }) } ?? .null,
            "sources": sources.map { .array($0.sorted().map(JSONValue.string)) } ?? .null,
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

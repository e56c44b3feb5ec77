/// A part of the cases: of some device groups, or of some sources, or of both.
public struct CaseScope: Hashable, Sendable {
    /// The numbers of device groups, 0 for devices that no group takes; `nil` for all.
    public var deviceGroups: Set<Int32>?
    /// The names of sources; `nil` for all.
    public var sources: Set<String>?

    public static let everything = CaseScope()

    public init(deviceGroups: Set<Int32>? = nil, sources: Set<String>? = nil) {
        self.deviceGroups = deviceGroups
        self.sources = sources
    }

    /// Whether nothing of the other lies outside this one.
    public func covers(_ other: CaseScope) -> Bool {
        CaseScope.covers(deviceGroups, other.deviceGroups) && CaseScope.covers(sources, other.sources)
    }

    private static func covers<Member>(_ own: Set<Member>?, _ other: Set<Member>?) -> Bool {
        guard let own else { return true }
        return other?.isSubset(of: own) ?? false
    }
}

/// What there is of the cases for whoever asks: an alert that lies in one of the scopes, and an incident with such an
/// alert. Everything else is absent from lists and counts, and its number names nothing.
public struct CaseView: Hashable, Sendable {
    public var scopes: [CaseScope]

    public static let everything = CaseView([.everything])
    public static let nothing = CaseView([])

    /// The view of the request that is being answered. Readers take it from here, so that a route cannot forget it; stages
    /// of the flow, which answer nobody, see everything.
    @TaskLocal public static var current = CaseView.everything

    public init(_ scopes: [CaseScope]) {
        self.scopes = scopes
    }

    public var isEverything: Bool { scopes.contains(.everything) }

    /// Whether all of a source lies in it, for what has no device group.
    public func holds(source: String) -> Bool {
        scopes.contains { $0.sources?.contains(source) != false }
    }
}

public import Primitives

/// A rule that makes alerts of what its query finds, as it is kept: a name, and what it says. `Detection` reads the rest.
public struct SavedDetection: Hashable, Sendable {
    /// Given by whoever made it, unique in the installation.
    public var name: String
    public var displayName: String
    /// Whether it runs.
    public var isEnabled: Bool
    /// All that the rule says, in the words of Sentinel's alert rules. It was checked before it was kept.
    public var properties: JSONObject
    public var authorship: Authorship

    public init(
        name: String, displayName: String, isEnabled: Bool, properties: JSONObject, authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.displayName = displayName
        self.isEnabled = isEnabled
        self.properties = properties
        self.authorship = authorship
    }
}

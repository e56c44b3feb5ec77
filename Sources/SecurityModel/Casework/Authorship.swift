public import Primitives

/// Who made a thing that people keep, who last changed it, and when.
public struct Authorship: Hashable, Sendable {
    public var created: Timestamp
    public var createdBy: String
    /// Grows with every change, so it tells versions apart.
    public var updated: Timestamp
    public var updatedBy: String

    public init(created: Timestamp, createdBy: String, updated: Timestamp, updatedBy: String) {
        self.created = created
        self.createdBy = createdBy
        self.updated = updated
        self.updatedBy = updatedBy
    }

    /// Of something that is not stored yet; the store fills it in.
    public static let unsaved = Authorship(
        created: .distantPast, createdBy: "", updated: .distantPast, updatedBy: "")
}

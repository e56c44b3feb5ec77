public import Primitives

/// A rule that acts on incidents or alerts as they come and change.
public struct AutomationRule: Hashable, Sendable {
    public enum Subject: UInt8, WireEnum {
        case incidents = 1
        case alerts = 2

        public var name: String { "\(self)" }
    }

    public enum Moment: UInt8, WireEnum {
        case created = 1
        case updated = 2

        public var name: String { "\(self)" }
    }

    /// Given by whoever made it, unique in the installation.
    public var name: String
    public var displayName: String
    /// Rules run from the lowest to the highest; 1 to 1000.
    public var order: Int64
    public var isEnabled: Bool
    public var expires: Timestamp?
    public var subject: Subject
    public var moment: Moment
    /// All of them have to hold. Checked by the vocabulary of conditions before they are stored.
    public var conditions: [JSONValue]
    /// What it does, in order. Checked by the vocabulary of actions before they are stored.
    public var actions: [JSONValue]
    public var authorship: Authorship

    public init(
        name: String, displayName: String, order: Int64, isEnabled: Bool, expires: Timestamp? = nil, subject: Subject,
        moment: Moment, conditions: [JSONValue] = [], actions: [JSONValue] = [], authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.displayName = displayName
        self.order = order
        self.isEnabled = isEnabled
        self.expires = expires
        self.subject = subject
        self.moment = moment
        self.conditions = conditions
        self.actions = actions
        self.authorship = authorship
    }
}

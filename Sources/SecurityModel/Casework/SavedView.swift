/// A view of the incidents queue that a person keeps under a name: what is filtered, how it is ordered, which columns show.
public struct SavedView: Hashable, Sendable {
    /// Given by whoever made it, unique among his views.
    public var name: String
    /// The account of the person whose view it is.
    public var owner: String
    /// The view as the options of an address: `severity=high&owner=-`. Whoever shows it reads it as any other address.
    public var query: String
    public var authorship: Authorship

    public init(name: String, owner: String, query: String, authorship: Authorship = .unsaved) {
        self.name = name
        self.owner = owner
        self.query = query
        self.authorship = authorship
    }
}

/// A query of the hunting page that a person keeps under a name.
public struct SavedHunt: Hashable, Sendable {
    public var name: String
    /// The account of the person whose query it is; `nil` for one that is shared with everybody.
    public var owner: String?
    public var query: String
    public var authorship: Authorship

    public var isShared: Bool { owner == nil }

    public init(name: String, owner: String?, query: String, authorship: Authorship = .unsaved) {
        self.name = name
        self.owner = owner
        self.query = query
        self.authorship = authorship
    }
}

/// One thing that a person chose for himself.
public struct Preference: Hashable, Sendable {
    /// What can be chosen; the raw value is what is stored.
    public enum Name: String, CaseIterable, Sendable {
        /// The columns of the queue, in their order, with commas between.
        case queueColumns
        /// The name of the saved view that the queue opens with.
        case queueView
        /// Whether the last day stands above the queue.
        case lastDay
        /// Which clock times are told by.
        case clock
        /// How high the rows of tables are.
        case density

        /// The values that there are, the usual one first; empty where any text may be one.
        public var values: [String] {
            switch self {
            case .queueColumns, .queueView: []
            case .lastDay: ["closed", "open"]
            case .clock: ["utc", "local"]
            case .density: ["comfortable", "compact"]
            }
        }
    }

    public var name: String
    /// The account of the person who chose.
    public var owner: String
    public var value: String
    public var authorship: Authorship

    public init(_ name: Name, owner: String, value: String) {
        self.name = name.rawValue
        self.owner = owner
        self.value = value
        authorship = .unsaved
    }

    /// A preference as it is stored.
    public init(stored name: String, owner: String, value: String, authorship: Authorship) {
        self.name = name
        self.owner = owner
        self.value = value
        self.authorship = authorship
    }
}

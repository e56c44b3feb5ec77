public import Primitives

/// A named table of values to look things up in.
public struct Watchlist: Hashable, Sendable {
    /// The alias by which queries name it, unique in the installation.
    public var name: String
    public var displayName: String
    public var provider: String
    /// Where its values came from: a file's name, or a word.
    public var source: String
    public var description: String
    /// The column that items are looked up by.
    public var searchKey: String
    public var labels: [String]
    /// Seconds for which an item counts; `nil` for ever.
    public var defaultDuration: Int64?
    public var authorship: Authorship

    public init(
        name: String, displayName: String, provider: String, source: String = "", description: String = "", searchKey: String,
        labels: [String] = [], defaultDuration: Int64? = nil, authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.displayName = displayName
        self.provider = provider
        self.source = source
        self.description = description
        self.searchKey = searchKey
        self.labels = labels
        self.defaultDuration = defaultDuration
        self.authorship = authorship
    }
}

/// One row of a watchlist.
public struct WatchlistItem: Hashable, Sendable {
    /// Unique within the watchlist.
    public var name: String
    /// The alias of its watchlist.
    public var watchlist: String
    /// Column by column.
    public var values: JSONObject
    /// Which columns name entities, in the words of whoever made it.
    public var entityMapping: JSONObject
    public var authorship: Authorship

    public init(
        name: String, watchlist: String, values: JSONObject, entityMapping: JSONObject = JSONObject(),
        authorship: Authorship = .unsaved
    ) {
        self.name = name
        self.watchlist = watchlist
        self.values = values
        self.entityMapping = entityMapping
        self.authorship = authorship
    }
}

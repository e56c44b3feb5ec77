// OData: the query options that Graph, the Defender APIs and Sentinel share (`$filter`, `$top`, `$orderby` ...), read from
// the text of an address into values. Pure: it knows no property, no store and no HTTP. A surface binds what is read here
// to its own properties.
//
//     query text -> QueryText (names and values) -> ODataQuery (options) -> Filter (a tree)

/// Why a query option cannot be read. The message says what was wrong, where, and what would do.
public struct ODataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The option with its `$`; empty for the query as a whole.
    public var option: String
    public var message: String
    /// Where in the decoded value, counted in characters from 1; `nil` where it is not about a place.
    public var position: Int?

    public init(_ option: String, _ message: String, at position: Int? = nil) {
        self.option = option
        self.message = message
        self.position = position
    }

    public var description: String {
        let place = position.map { " at character \($0)" } ?? ""
        return option.isEmpty ? message : "'\(option)'\(place): \(message)"
    }
}

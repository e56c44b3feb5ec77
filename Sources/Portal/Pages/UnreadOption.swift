internal import SecurityModel

/// A value of an address that cannot be read. It is left out of what is asked, and the page says so.
struct UnreadOption: Equatable {
    var name: String
    var value: String
    /// What would be read.
    var takes: String

    /// Characters of a value that are shown, at most.
    private static let mostShown = 80

    var words: String { "“\(name)=\(value.middleTruncated(to: UnreadOption.mostShown))” is left out: \(name) takes \(takes)." }
}

extension [UnreadOption] {
    /// Passes on what was read of a value, and notes the value where nothing was.
    /// - Parameter words: all that there are.
    mutating func checked<Read>(_ read: Read?, _ name: String, _ value: String, of words: [String]) -> Read? {
        checked(read, name, value, takes: Amount.list(words, most: words.count))
    }

    mutating func checked<Read>(_ read: Read?, _ name: String, _ value: String, takes: String) -> Read? {
        let option = UnreadOption(name: name, value: value, takes: takes)
        if read == nil, !contains(option) { append(option) }
        return read
    }

    // What lists of incidents and of alerts take alike.

    /// The name of an entity; empty where it names none.
    mutating func entity(_ value: String) -> String {
        checked(EntityKey(address: value), "entity", value, takes: EntityKey.addressTakes) == nil ? "" : value
    }

    /// An end of a span of time; empty where it is none.
    mutating func end(_ name: String, _ value: String) -> String {
        checked(SpanEnd(value), name, value, takes: SpanEnd.takes) == nil ? "" : value
    }

    mutating func days(_ value: String, of spans: [Int]) -> Int? {
        checked(Int(value).flatMap { spans.contains($0) ? $0 : nil }, "days", value, of: spans.map(String.init))
    }

    mutating func offset(_ value: String) -> Int {
        Swift.min(Swift.max(0, checked(Int(value), "offset", value, takes: "a number") ?? 0), QueueAddress.lastOffset)
    }
}

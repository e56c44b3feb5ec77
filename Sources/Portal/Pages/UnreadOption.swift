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
    /// Notes a value that is none of the words that there are.
    mutating func note(_ name: String, _ value: String, unless isRead: Bool, _ words: [String]) {
        note(name, value, unless: isRead, takes: Amount.list(words, most: words.count))
    }

    mutating func note(_ name: String, _ value: String, unless isRead: Bool, takes: String) {
        let option = UnreadOption(name: name, value: value, takes: takes)
        if !isRead, !contains(option) { append(option) }
    }
}

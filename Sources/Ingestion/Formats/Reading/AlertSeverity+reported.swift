internal import SecurityModel

extension AlertSeverity {
    /// The severity that a product's word means, in any case; `unknown` for a word that is none. By a table, since this
    /// runs for every alert.
    init(word: String) {
        self =
            word.isEmpty ? .unknown : AlertSeverity.byWord[word] ?? AlertSeverity.byWord[word.lowercased()] ?? .unknown
    }

    private static let byWord: [String: AlertSeverity] = {
        var words = AlertSeverity.aliases
        for severity in AlertSeverity.allCases { words[severity.name] = severity }
        return words
    }()
}

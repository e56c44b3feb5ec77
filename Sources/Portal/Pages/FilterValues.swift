internal import CaseStore

/// The values of a filter that hold what somebody types, for those that its menu does not offer.
struct FilterValues {
    enum List: String {
        case incidents, alerts
    }

    static let path = "portal/filter-values"

    var choices: [FilterMenu.Choice]
    /// What is left out.
    var note: String?

    /// - Parameter name: of the filter in addresses; `nil` comes back where there is none of it.
    init?(of name: String, of list: List, with text: String, _ choices: QueueChoices) throws {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        let found: [FilterOffer.Choice]
        if list == .alerts, name == AlertList.titleFilter {
            found = try choices.alertTitles(with: FilterValues.key(of: words), limit: CaseReader.mostValues)
        } else if let filter = QueueFilter(rawValue: name) {
            found = try choices.found(FilterValues.key(of: words), of: filter, of: list)
        } else {
            return nil
        }
        let offer = FilterOffer(
            found.filter { choice in
                let title = choice.title.lowercased()
                return words.allSatisfy { title.contains($0) }
            })
        self.choices = offer.choices.map {
            FilterMenu.Choice(name: name, value: $0.value, title: $0.title, type: "checkbox", isChosen: false)
        }
        note = offer.count.map { "\($0) hold this; type more of it." }
    }

    static func address(of name: String, of list: List) -> String {
        "/\(path)".asking([("of", name), ("list", list.rawValue)])
    }

    /// The word by which the store looks: it knows small and capital letters of ASCII alone.
    private static func key(of words: [String]) -> String {
        words.filter { word in word.utf8.allSatisfy { $0 < 0x80 } }.max { $0.count < $1.count } ?? ""
    }
}

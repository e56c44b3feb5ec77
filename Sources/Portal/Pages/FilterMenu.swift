/// One filter of a list as a menu: what may be chosen, and what is.
struct FilterMenu {
    struct Choice {
        var name: String
        var value: String
        var title: String
        var type: String
        var isChosen: Bool
    }

    /// A span of time to type in, beside the choices.
    struct Dates {
        /// As fields of a form have them.
        let from: String
        let to: String
        /// What the time is that of, where there is a choice.
        var by: [Choice]

        /// - Parameters: ends as an address says them (`SpanEnd`).
        init(from: String, to: String, by: [Choice] = []) {
            self.from = SpanEnd.field(from, isLast: false)
            self.to = SpanEnd.field(to, isLast: true)
            self.by = by
        }
    }

    var title: String
    /// What is chosen, in words.
    var chosen: String?
    var choices: [Choice]
    var dates: Dates?
    /// How many choices there are, what is said of it, and the address that finds those that are not offered; `nil` where all are.
    var count: String?
    var note: String?
    var finds: String?

    /// Any number of the choices.
    static func several(_ title: String, _ name: String, _ choices: [(value: String, title: String)], _ chosen: [String]) -> Self
    {
        menu(title, name, choices, chosen, type: "checkbox")
    }

    /// One of the choices.
    static func one(_ title: String, _ name: String, _ choices: [(value: String, title: String)], _ chosen: String) -> Self {
        menu(title, name, choices, [chosen], type: "radio")
    }

    private static func menu(
        _ title: String, _ name: String, _ choices: [(value: String, title: String)], _ chosen: [String], type: String
    ) -> Self {
        let words = choices.filter { chosen.contains($0.value) }.map(\.title)
        // What was chosen by a link and is not offered is shown too, so that it can be taken back.
        let others = chosen.filter { value in !value.isEmpty && !choices.contains { $0.value == value } }
        return FilterMenu(
            title: title, chosen: (words + others).isEmpty ? nil : Amount.list(words + others, most: 2),
            choices: (choices + others.map { ($0, $0) }).map {
                Choice(name: name, value: $0.value, title: $0.title, type: type, isChosen: chosen.contains($0.value))
            })
    }
}

/// Where a list is cut into pages.
struct PageLinks {
    var range: String
    var previous: String?
    var next: String?

    /// - Parameter address: of the page that begins at an offset.
    init(offset: Int, shown: Int, count: Int64, size: Int, last: Int, address: (Int) -> String) {
        let end = offset + shown
        range = shown == 0 ? "" : "\(Amount.grouped(Int64(offset + 1)))–\(Amount.grouped(Int64(end))) of \(Amount.grouped(count))"
        previous = offset > 0 ? address(max(0, offset - size)) : nil
        next = end < Int(count) && end <= last ? address(end) : nil
    }
}

/// The head of a column that a list can be ordered by.
struct OrderLink {
    /// The order's name, under which the head is found again in the page that it leads to.
    var name: String
    var address: String
    /// Which way the list runs by it, in the words of `aria-sort`; `nil` where something else orders it.
    var direction: String?
    /// The same as a sign.
    var mark: String

    /// - Parameter isAscending: `nil` where something else orders the list.
    init(name: String, address: String, isAscending: Bool?) {
        (self.name, self.address) = (name, address)
        direction = isAscending.map { $0 ? "ascending" : "descending" }
        mark = isAscending.map { $0 ? "↑" : "↓" } ?? ""
    }
}

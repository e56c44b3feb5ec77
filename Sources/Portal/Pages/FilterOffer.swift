/// What a filter's menu offers of all that there is to choose from.
struct FilterOffer {
    typealias Choice = (value: String, title: String)

    /// Choices that are offered at once, at most; the others are found by a text.
    static let most = 100
    /// Choices that are counted, at most: each is a step along an index, while a page is made.
    static let mostCounted = 300

    let choices: [Choice]
    /// How many there are, where some are not offered: `103`, `300+`.
    let count: String?

    /// - Parameter isAll: whether there are no further ones.
    init(_ all: [Choice], isAll: Bool = true) {
        choices = Array(all.prefix(FilterOffer.most))
        count = isAll && all.count == choices.count ? nil : Amount.grouped(Int64(all.count), orMore: !isAll)
    }

    /// What is said where some are not offered.
    var note: String? { count.map { "The first \(choices.count) of \($0). The field finds the others." } }
}

extension FilterMenu {
    /// Any number of the choices; where not all are offered, with an address that finds the others by a text.
    /// - Parameter list: whose filter it is.
    static func several(
        _ title: String, _ name: String, _ offer: FilterOffer, _ chosen: [String], of list: FilterValues.List
    ) -> Self {
        var menu = several(title, name, offer.choices, chosen)
        guard let count = offer.count else { return menu }
        (menu.count, menu.note) = (count, offer.note)
        menu.finds = FilterValues.address(of: name, of: list)
        return menu
    }
}

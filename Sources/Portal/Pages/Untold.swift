internal import CaseStore

/// Kinds of alerts of an incident that its story, its graph and its lists of things are not made of, as there are too many.
struct Untold: Equatable {
    static let nothing = Untold([], told: 0)

    let told: Int
    let kinds: Int
    let alerts: Int64

    /// - Parameters:
    ///   - groups: all of them, those that are told first.
    ///   - told: how many are.
    init(_ groups: [AlertGroup], told: Int) {
        self.told = min(told, groups.count)
        kinds = groups.count - self.told
        alerts = groups.dropFirst(told).reduce(0) { $0 + $1.alertCount }
    }

    var isNothing: Bool { kinds == 0 }

    /// What a page says that counts things; `nil` where it counts all.
    var notice: String? {
        guard !isNothing else { return nil }
        return
            "This is made of the first \(Amount.grouped(Int64(told))) of \(Amount.grouped(Int64(told + kinds))) kinds of alerts. "
            + "The Alerts tab has all."
    }

    /// The end of the story; `nil` where it tells all.
    var sentence: Prose? {
        guard !isNothing else { return nil }
        let count = Amount.text(alerts, "further alert")
        return "\(count) of \(Amount.text(Int64(kinds), "other kind")) \(alerts == 1 ? "is" : "are") not told here."
    }

    /// A count of things, which is the least that there are where kinds were left out.
    func count(_ things: Int) -> String { Amount.grouped(Int64(things), orMore: !isNothing) }
}

internal import Access
internal import Foundation
internal import GraphAPI
internal import Hummingbird
internal import Hunting
internal import Primitives

/// `/hunting/usage`: what hunts used up. Whoever manages the system sees those of all, others their own.
struct HuntUsagePages: Surface {
    /// Hunts that a page shows, at most.
    static let most = 200
    /// Days that a page shows, at most.
    static let mostDays = 30

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("hunting/usage", needs: .permission(.runHunting), use: page)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let account = context.caller?.name ?? ""
        let usage = pages.services.hunts.usage
        let entries = usage.entries(of: context.may(.manageSystemSettings) ? nil : account)
        let model = HuntUsagePage(
            entries, share: usage.share(of: account, by: .portal, at: .now),
            warning: usage.warning(for: account, by: .portal, at: .now), pages.services.hunts.policy)
        return try await pages.page(
            "hunt-usage", model, title: "What hunts used", section: .hunting, styles: ["queue.css", "hunting.css"], scripts: [],
            context: context)
    }
}

/// The report as a page shows it.
struct HuntUsagePage {
    struct Line {
        var begun: String
        var by: String
        var interface: String
        var state: String
        var took: String
        var span: String
        var rows: String
        var memory: String
        var share: String
        var weight: String
        /// As badges call it.
        var tone: String
        var query: String
        var editAddress: String
    }

    /// The hunts of one day.
    struct Day {
        var day: String
        var count: String
        var average: String
        var highest: String
        /// The highest as a part of 1, for its bar.
        var part: String
    }

    var lines: [Line]
    var days: [Day]
    var found: String
    var isCut: Bool
    var hasQuota: Bool
    var quota: String
    var cycle = "\(HuntPolicy.quotaCycle / 60)"
    var usedShare: String
    var warning: String?

    /// - Parameters:
    ///   - entries: the newest first.
    ///   - share: what whoever looks used of his own quota.
    init(_ entries: [HuntUsage.Entry], share: Double, warning: String?, _ policy: HuntPolicy) {
        lines = entries.prefix(HuntUsagePages.most).map { Line($0, policy) }
        days = HuntUsagePage.days(entries, policy)
        found = Amount.grouped(Int64(entries.count))
        isCut = entries.count > HuntUsagePages.most
        hasQuota = policy.quotaSeconds > 0
        quota = "\(Int(policy.quotaSeconds))"
        usedShare = HuntUsage.percent(share)
        self.warning = warning
    }

    private static func days(_ entries: [HuntUsage.Entry], _ policy: HuntPolicy) -> [Day] {
        Dictionary(grouping: entries) { String($0.begun.rfc3339.prefix(10)) }.sorted { $0.key > $1.key }
            .prefix(HuntUsagePages.mostDays).map { day, hunts in
                let shares = hunts.map(policy.share)
                let highest = shares.max() ?? 0
                return Day(
                    day: day, count: Amount.grouped(Int64(hunts.count)),
                    average: HuntUsage.percent(shares.reduce(0, +) / Double(hunts.count)), highest: HuntUsage.percent(highest),
                    part: "\((min(highest, 1) * 100).rounded(.up) / 100)")
            }
    }
}

extension HuntUsagePage.Line {
    fileprivate init(_ entry: HuntUsage.Entry, _ policy: HuntPolicy) {
        let interface =
            switch entry.interface {
            case .portal: "Pages and command line"
            case .api: "API"
            case .detection: "Custom detection"
            }
        let weight = policy.weight(of: entry)
        let span = [entry.span.start.map { "from \($0.second)" }, entry.span.end.map { "to \($0.second)" }].compactMap(\.self)
        self.init(
            begun: entry.begun.second, by: entry.account.isEmpty ? "the server" : entry.account, interface: interface,
            state: entry.state.rawValue, took: "\(Int((entry.seconds * 1000).rounded())) ms",
            span: span.isEmpty ? "as the query says" : span.joined(separator: " "), rows: "\(entry.rows)",
            memory: "\(entry.memory >> 20) MiB", share: entry.share > 0 ? HuntUsage.percent(entry.share) : "",
            weight: weight.rawValue, tone: weight.rawValue.lowercased(), query: String(entry.query.prefix(300)),
            editAddress: "/hunting".asking([("query", entry.query)]))
    }
}

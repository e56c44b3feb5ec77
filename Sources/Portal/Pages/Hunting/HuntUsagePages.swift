internal import Access
internal import Foundation
internal import GraphAPI
internal import Hummingbird
internal import Hunting
internal import Primitives

/// `/hunting/usage`: what hunts used up since the server's start. Whoever manages the system sees those of all, others their own.
struct HuntUsagePages: Surface {
    /// Hunts that a page shows, at most.
    static let most = 200

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("hunting/usage", needs: .permission(.runHunting), use: page)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let account = context.caller?.name ?? ""
        let usage = pages.services.hunts.usage
        let entries = usage.entries(of: context.may(.manageSystemSettings) ? nil : account)
        let policy = pages.services.hunts.policy
        return try pages.page(
            "hunt-usage",
            HuntUsagePage(entries, share: usage.share(of: account, by: .portal, at: .now), quotaSeconds: policy.quotaSeconds),
            title: "What hunts used", section: .hunting, styles: ["queue.css", "hunting.css"], scripts: [], context: context)
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
        var rows: String
        var memory: String
        var share: String
        var query: String
        var editAddress: String
    }

    var lines: [Line]
    var found: Int
    var isCut: Bool
    var hasQuota: Bool
    var quota: String
    var cycle = "\(HuntPolicy.quotaCycle / 60)"
    var usedShare: String

    init(_ entries: [HuntUsage.Entry], share: Double, quotaSeconds: Double) {
        lines = entries.prefix(HuntUsagePages.most).map(Line.init)
        found = entries.count
        isCut = entries.count > HuntUsagePages.most
        hasQuota = quotaSeconds > 0
        quota = "\(Int(quotaSeconds))"
        usedShare = HuntUsagePage.percent(share)
    }

    fileprivate static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.up))) %" }
}

extension HuntUsagePage.Line {
    fileprivate init(_ entry: HuntUsage.Entry) {
        let interface =
            switch entry.interface {
            case .portal: "Pages and command line"
            case .api: "API"
            case .detection: "Custom detection"
            }
        self.init(
            begun: entry.begun.second, by: entry.account.isEmpty ? "the server" : entry.account, interface: interface,
            state: entry.state.rawValue, took: "\(Int((entry.seconds * 1000).rounded())) ms", rows: "\(entry.rows)",
            memory: "\(entry.memory >> 20) MiB", share: entry.share > 0 ? HuntUsagePage.percent(entry.share) : "",
            query: String(entry.query.prefix(300)), editAddress: "/hunting".asking([("query", entry.query)]))
    }
}

internal import Primitives
internal import SecurityModel

/// An account as the older interface shows it.
struct DefenderUser: Sendable {
    let id: String
    private let domain: String
    private let name: String

    /// `nil` for an account without a name.
    init?(_ domain: String, _ name: String) {
        guard !name.isEmpty else { return nil }
        (self.domain, self.name) = (domain, name)
        id = domain.isEmpty ? name : "\(domain)\\\(name)"
    }

    init?(_ evidence: Evidence) {
        self.init(
            evidence.text("userAccount.domainName") ?? "",
            evidence.text("userAccount.accountName") ?? evidence.text("userAccount.userPrincipalName") ?? "")
    }

    func json(seen: Timestamp) -> JSONObject {
        JSONObject([
            .init(name: "id", value: .string(id)), .init(name: "accountName", value: .string(name)),
            .init(name: "accountDomain", value: .text(orNull: domain)),
            .init(name: "lastSeen", value: .string(seen.rfc3339)),
        ])
    }
}

internal import CaseStore
internal import Primitives
internal import SecurityModel

/// One piece of evidence of an alert, with its judgement and everything that is known of it.
struct EvidenceLine {
    struct Fact {
        var name: String
        var value: String
    }

    /// Fields that are shown, at most, and characters of each.
    static let mostFields = 60
    static let longestValue = 2_000

    var kind: String
    var kindTitle: String
    var title: String
    var verdict: String
    var verdictTitle: String
    /// What became of it, in the words of the portal; `nil` where it cannot be read.
    var remediation: String?
    /// Whether something became of it.
    var isRemediated = false
    var roles: String?
    var fields: [Fact]
    var moreFields: Int?
    /// The page of the entity.
    var entityAddress: String?

    init(_ evidence: Evidence, scope: String, _ reader: CaseReader) throws {
        kind = evidence.entityKind.name
        kindTitle = EvidenceLine.title(of: evidence.kind)
        title = evidence.title
        verdict = evidence.verdict.name
        verdictTitle = evidence.verdict.title
        remediation = evidence.remediationStatus.title
        isRemediated = evidence.remediationStatus != .none
        let named = evidence.roles.filter { $0 != .unknown }.map { $0.title.lowercased() } + evidence.detailedRoles
        roles = named.isEmpty ? nil : named.joined(separator: ", ")
        let all = EvidenceLine.facts(.object(evidence.fields)) + EvidenceLine.facts(evidence)
        fields = Array(all.prefix(EvidenceLine.mostFields))
        moreFields = all.count > fields.count ? all.count - fields.count : nil
        entityAddress = try evidence.entityKeys(scope: scope).lazy.compactMap { try reader.entityID($0) }.first.map {
            "/entities/\($0)"
        }
    }

    /// A piece of a kind that nobody here knows: what it says of itself is shown as it came.
    init(unread value: JSONValue) {
        let type = value["@odata.type"]?.string ?? value["Type"]?.string ?? ""
        let name = type.split(separator: ".").last.map(String.init) ?? type
        kind = EntityKind.other.name
        kindTitle = name.isEmpty ? "of an unknown kind" : "\(name.camelWords), a kind that is not known here"
        let all = EvidenceLine.facts(value)
        title = EvidenceLine.ownName(value) ?? all.first?.value ?? kindTitle
        (verdict, verdictTitle) = (EvidenceVerdict.unknown.name, EvidenceVerdict.unknown.title)
        fields = Array(all.prefix(EvidenceLine.mostFields))
        moreFields = all.count > fields.count ? all.count - fields.count : nil
    }

    /// The first of its fields that is a name.
    private static func ownName(_ value: JSONValue) -> String? {
        value.object?.members.first { member in
            member.name.lowercased().hasSuffix("name") && member.value.string?.isEmpty == false
        }?.value.string
    }

    /// A kind as people call it, where its name is no word.
    static func title(of kind: EvidenceKind) -> String {
        switch kind {
        case .ip: "IP address"
        case .dns: "Domain name"
        case .url: "URL"
        case .nic: "Network card"
        case .ioTDevice: "IoT device"
        case .oauthApplication: "OAuth application"
        case .aiAgent: "AI agent"
        case .sasToken: "SAS token"
        case .gitHubOrganization: "GitHub organisation"
        case .gitHubRepo: "GitHub repository"
        case .gitHubUser: "GitHub user"
        default: kind.rawValue.camelWords
        }
    }

    private static func facts(_ evidence: Evidence) -> [Fact] {
        var facts: [Fact] = []
        if !evidence.remediationStatusDetails.isEmpty {
            facts.append(Fact(name: "Remediation", value: evidence.remediationStatusDetails))
        }
        if !evidence.tags.isEmpty { facts.append(Fact(name: "Tags", value: Amount.list(evidence.tags, most: 40))) }
        return facts
    }

    /// The leaves of a value under the names that lead to them.
    static func facts(_ value: JSONValue, _ path: [String] = []) -> [Fact] {
        switch value {
        case .null: return []
        case .object(let object): return object.members.filter { !saysNothing($0) }.flatMap { facts($0.value, path + [$0.name]) }
        case .array(let values):
            let texts = values.compactMap { $0.object == nil ? $0.string ?? $0.text : nil }
            if texts.count == values.count {
                return texts.isEmpty ? [] : [fact(Amount.list(texts, most: 40), path)]
            }
            return values.enumerated().flatMap { facts($1, path + [String($0 + 1)]) }
        default:
            let text = value.string ?? value.text
            return [fact(path.last == "osPlatform" ? text.systemWords : text, path)].filter { !$0.value.isEmpty }
        }
    }

    /// The type of evidence within evidence, and its judgement where there is none.
    private static func saysNothing(_ member: JSONObject.Member) -> Bool {
        member.name.hasPrefix("@") || (member.name == "verdict" && member.value == "unknown")
            || (member.name == "remediationStatus" && member.value == "none")
    }

    private static func fact(_ text: String, _ path: [String]) -> Fact {
        Fact(name: path.map(\.camelWords).joined(separator: " · "), value: text.middleTruncated(to: longestValue))
    }
}

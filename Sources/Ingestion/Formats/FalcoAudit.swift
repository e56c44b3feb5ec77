internal import Primitives
internal import SecurityModel

/// What Falco's plugins read out of an audit log: that of Kubernetes (`ka.*`) or CloudTrail (`ct.*`). There is no machine in it,
/// only who called what.
struct FalcoAudit {
    private let fields: JSONView

    init(_ fields: JSONView) {
        self.fields = fields
    }

    private func text(_ name: StaticString) -> String {
        let text = fields.text(name)
        return text.saysNothing ? "" : text
    }

    func addEvidence(to list: inout EvidenceList) {
        addCaller(to: &list)
        addTarget(to: &list)
        addCloud(to: &list)
    }

    /// `system:serviceaccount:NAMESPACE:NAME` is a service account; anything else is a person's or a component's name.
    private func addCaller(to list: inout EvidenceList) {
        for address in fields.texts("ka.sourceips") { list.add(address: address, .source) }
        let name = text("ka.user.name")
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 4, name.hasPrefix("system:serviceaccount:") {
            list.add(kubernetes(.kubernetesServiceAccount, String(parts[3]), in: String(parts[2]), role: .source))
        } else {
            list.add(.account(name, roles: [.source]))
        }
    }

    private func addTarget(to list: inout EvidenceList) {
        let name = text("ka.target.name").or(text("ka.resp.name"))
        let kind: EvidenceKind? =
            switch text("ka.target.resource") {
            case "pods": .kubernetesPod
            case "secrets": .kubernetesSecret
            case "serviceaccounts": .kubernetesServiceAccount
            case "namespaces": .kubernetesNamespace
            case "services": .kubernetesService
            case "": text("ka.resp.name").isEmpty ? nil : .kubernetesPod
            default: nil
            }
        guard let kind, !name.isEmpty else { return }
        list.add(kubernetes(kind, name, in: kind == .kubernetesNamespace ? "" : text("ka.target.namespace"), role: .attacked))
    }

    private func kubernetes(_ kind: EvidenceKind, _ name: String, in namespace: String, role: EvidenceRole) -> Evidence {
        var fields = JSONObject([.init(name: "name", value: .string(name))])
        if !namespace.isEmpty {
            fields["namespace"] = .object(Evidence(.kubernetesNamespace, texts: ["name": namespace]).inner)
        }
        return Evidence(kind, roles: [role], fields: fields)
    }

    /// An account of the cloud has its number as domain.
    private func addCloud(to list: inout EvidenceList) {
        let account = text("ct.user.accountid").or(text("ct.account"))
        let user = text("ct.user")
        if !user.isEmpty { list.add(.account(user, domain: user.holds("@") ? "" : account, roles: [.source])) }
        list.add(address: text("ct.srcip"), .source)
        let arn = text("ct.user.arn")
        if !arn.isEmpty {
            list.add(
                Evidence(.amazonResource, roles: [.source], texts: ["amazonResourceId": arn, "amazonAccountId": account]))
        }
        let bucket = text("s3.bucket")
        if !bucket.isEmpty {
            list.add(
                Evidence(
                    .amazonResource, roles: [.destination],
                    texts: [
                        "amazonResourceId": "arn:aws:s3:::\(bucket)", "resourceName": bucket, "resourceType": "bucket",
                        "amazonAccountId": account,
                    ]))
        }
    }
}

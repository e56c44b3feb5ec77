internal import Primitives
internal import SecurityModel

/// What Wazuh's module for AWS fetched: mostly a call that CloudTrail noted, or a finding of GuardDuty.
struct WazuhAWSEvent {
    private let record: JSONView

    init(_ record: JSONView) {
        self.record = record
    }

    private var account: String {
        record.text("userIdentity", "accountId").or(record.text("accountId")).or(record.text("aws_account_id"))
    }

    func addEvidence(to list: inout EvidenceList) {
        addCaller(to: &list)
        addTargets(to: &list)
        if let resource = record.object("resource") { addFinding(resource, to: &list) }
    }

    /// An account of the cloud has its number as domain: `admin` is somebody else in the next one. Of a role that was taken on,
    /// the session's name says who took it.
    private func addCaller(to list: inout EvidenceList) {
        let identity = record.object("userIdentity")
        let arn = identity?.text("arn") ?? ""
        let session = arn.split(separator: "/").last.map(String.init) ?? ""
        let name = (identity?.text("userName") ?? "").or(arn.isEmpty ? "" : session)
        if !name.isEmpty { list.add(.account(name, domain: name.holds("@") ? "" : account, roles: [.source])) }
        list.add(resource(arn, type: identity?.text("type") ?? "", roles: [.source]))
        list.add(address: record.text("sourceIPAddress").or(record.text("source_ip_address")), .source)
    }

    private func addTargets(to list: inout EvidenceList) {
        for resource in record.list("resources") {
            list.add(
                self.resource(resource.text("ARN").or(resource.text("arn")), type: resource.text("type"), roles: [.destination]))
        }
        guard let asked = record.object("requestParameters") else { return }
        let isNew = record.text("eventName").hasPrefix("Create")
        list.add(.account(asked.text("userName"), domain: account, roles: [isNew ? .created : .destination]))
        let bucket = asked.text("bucketName")
        if !bucket.isEmpty { list.add(resource("arn:aws:s3:::\(bucket)", type: "bucket", roles: [.destination])) }
        list.add(resource(asked.text("roleArn"), type: "role", roles: [.destination]))
        list.add(resource(asked.text("policyArn"), type: "policy", roles: [.contextual]))
        list.add(resource(asked.text("instanceId"), type: "instance", roles: [.destination]))
    }

    private func resource(_ id: String, type: String, roles: [EvidenceRole]) -> Evidence? {
        guard !id.saysNothing else { return nil }
        let name = id.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? id
        return Evidence(
            .amazonResource, roles: roles,
            texts: ["amazonResourceId": id, "resourceName": name, "resourceType": type, "amazonAccountId": account])
    }

    /// GuardDuty names the resource that the finding is about, and the address at the other end.
    private func addFinding(_ resource: JSONView, to list: inout EvidenceList) {
        list.add(
            self.resource(
                resource.text("instanceDetails", "instanceId"), type: resource.text("resourceType"), roles: [.attacked]))
        for interface in resource.object("instanceDetails")?.list("networkInterfaces") ?? [] {
            list.add(address: interface.text("privateIpAddress"), .attacked)
            list.add(address: interface.text("publicIp"), .attacked)
        }
        list.add(.account(resource.text("accessKeyDetails", "userName"), domain: account, roles: [.compromised]))
        guard let action = record.object("service", "action") else { return }
        for kind: StaticString in ["networkConnectionAction", "awsApiCallAction", "portProbeAction", "kubernetesApiCallAction"] {
            guard let detail = action.object(kind) else { continue }
            let probes = detail.list("portProbeDetails")
            let isOutward = detail.text("connectionDirection") == "OUTBOUND"
            for side in [detail] + probes {
                list.add(
                    address: side.text("remoteIpDetails", "ipAddressV4"),
                    isOutward ? .suspicious : probes.isEmpty ? .source : .attacker)
            }
        }
        list.add(domain: action.text("dnsRequestAction", "domain"), roles: [.suspicious])
    }

    /// Wazuh has one rule for all that GuardDuty finds: its own type tells its findings apart.
    func addFinding(to report: inout AlertReport) {
        guard record["service"] != nil, record["resource"] != nil else { return }
        let type = record.text("type")
        if !type.isEmpty { report.detectorId += ":\(type)" }
        if report.description.isEmpty { report.description = record.text("description") }
        report.threatFamilyName = record.text("service", "additionalInfo", "threatName")
    }
}

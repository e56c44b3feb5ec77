internal import Primitives
internal import SecurityModel

/// An event that a module of Wazuh fetched from a cloud service (`data.integration`). The agent, mostly the manager, only
/// relays it, minutes or hours later: who did what, and when, stands in the service's own record.
struct WazuhCloudEvent {
    enum Service: String, CaseIterable {
        case office365, aws, github, gcp
        case msGraph = "ms-graph"
    }

    let service: Service
    let record: JSONView

    /// `nil` for what no such module wrote. The module's name may be missing: the object of its name is enough.
    init?(_ data: JSONView) {
        for service in Service.allCases {
            guard let record = data[name: service.rawValue], record.isObject else { continue }
            (self.service, self.record) = (service, record)
            return
        }
        return nil
    }

    /// When it happened; `nil` where the record does not tell, so that Wazuh's time stands.
    var time: Timestamp? {
        let fields: [JSONView?] =
            switch service {
            case .office365: [record["CreationTime"]]
            case .aws: [record["eventTime"], record["service"]?["eventFirstSeen"], record["start"], record["timestamp"]]
            case .github: [record["@timestamp"], record["created_at"]]
            case .gcp: [record["timestamp"], record["receiveTimestamp"]]
            case .msGraph:
                [
                    record["firstActivityDateTime"], record["activityDateTime"], record["createdDateTime"],
                    record["eventDateTime"],
                ]
            }
        return fields.lazy.compactMap { $0?.leadingText }.compactMap { Timestamp(reported: $0) }.first
    }

    func addEvidence(to list: inout EvidenceList) {
        switch service {
        case .office365: addOffice(to: &list)
        case .aws: WazuhAWSEvent(record).addEvidence(to: &list)
        case .github: addGitHub(to: &list)
        case .gcp: addGoogle(to: &list)
        case .msGraph: addGraph(to: &list)
        }
    }

    /// The service's whole record under its name: every field of it may matter, and none has a place of its own.
    func addDetails(to report: inout AlertReport) {
        report.additionalData[service.rawValue] = record.value
        if service == .aws { WazuhAWSEvent(record).addFinding(to: &report) }
    }

    private func addOffice(to list: inout EvidenceList) {
        let isFailedLogin = record.text("Operation") == "UserLoginFailed"
        list.add(
            .account(
                record.text("UserId"), objectId: WazuhCloudEvent.objectId(record.text("UserKey")),
                roles: [isFailedLogin ? .attacked : .source]))
        list.add(address: record.text("ActorIpAddress"), .source)
        list.add(address: record.text("ClientIP").or(record.text("ClientIPAddress")), .source)
        let object = record.text("ObjectId")
        if object.holds("://") {
            list.add(url: object, .destination)
        } else if object.holds("@") {
            list.add(.account(object, roles: [.destination]))
        }
        list.add(mailbox: record.text("MailboxOwnerUPN"), .destination)
        list.add(.file(at: record.text("SourceFileName"), roles: [.contextual]))
        for item in record.list("Item") + record.list("AffectedItems") {
            var message = MailMessage()
            message.id = item.text("InternetMessageId")
            message.subject = item.text("Subject")
            message.add(to: &list)
        }
    }

    /// A directory's number of an account; other keys are of other things.
    private static func objectId(_ text: String) -> String { text.isGUID ? text : "" }

    private func addGitHub(to list: inout EvidenceList) {
        let (actor, other) = (record.text("actor"), record.text("user"))
        list.add(Evidence(.gitHubUser, roles: [.source], texts: ["login": actor]))
        if other != actor { list.add(Evidence(.gitHubUser, roles: [.destination], texts: ["login": other])) }
        list.add(address: record.text("actor_ip"), .source)
        let repository = record.text("repo")
        if !repository.isEmpty {
            let owner = repository.split(separator: "/").first.map(String.init) ?? record.text("org")
            list.add(
                Evidence(
                    .gitHubRepo, roles: [.destination],
                    texts: [
                        "baseUrl": "https://github.com/\(repository)", "login": repository, "owner": owner,
                        "repoId": record.text("repo_id"),
                    ]))
        }
        list.add(
            Evidence(
                .gitHubOrganization, roles: [.contextual],
                texts: ["login": record.text("org"), "orgId": record.text("org_id"), "company": record.text("business")]))
    }

    /// An audit record names who called; the records of flows and of name look-ups name addresses.
    private func addGoogle(to list: inout EvidenceList) {
        let call = record.object("protoPayload")
        list.add(.account(call?.text("authenticationInfo", "principalEmail") ?? "", roles: [.source]))
        list.add(address: call?.text("requestMetadata", "callerIp") ?? "", .source)
        let (service, name) = (call?.text("serviceName") ?? "", call?.text("resourceName") ?? "")
        let project = record.text("resource", "labels", "project_id")
        if !name.isEmpty {
            list.add(
                Evidence(
                    .googleCloudResource, roles: [.destination],
                    texts: [
                        "fullResourceName": service.isEmpty ? name : "//\(service)/\(name)", "projectId": project,
                        "resourceName": name, "resourceType": record.text("resource", "type"),
                    ]))
        }
        guard let payload = record.object("jsonPayload") else { return }
        list.add(domain: payload.text("queryName"), roles: [.destination])
        list.add(address: payload.text("sourceIP").or(payload.text("connection", "src_ip")), .source)
        list.add(address: payload.text("destinationIP").or(payload.text("connection", "dest_ip")), .destination)
        let instance = payload.text("vmInstanceName").or(payload.text("src_instance", "vm_name"))
        list.add(.host(instance, roles: [.source]))
    }

    /// An alert brings its evidence in Graph's own form; an audit record or a sign-in names its person.
    private func addGraph(to list: inout EvidenceList) {
        for element in record.list("evidence") { list.add(Evidence(json: element.value)) }
        list.add(
            .account(
                record.text("userPrincipalName"), objectId: WazuhCloudEvent.objectId(record.text("userId")),
                displayName: record.text("userDisplayName"), roles: [.source]))
        list.add(address: record.text("ipAddress"), .source)
        list.add(.host(record.text("deviceDetail", "displayName"), roles: [.contextual]))
        if let person = record.object("initiatedBy", "user") {
            list.add(
                .account(
                    person.text("userPrincipalName"), objectId: WazuhCloudEvent.objectId(person.text("id")), roles: [.source]))
            list.add(address: person.text("ipAddress"), .source)
        }
        for target in record.list("targetResources") where target.text("type").lowercased() == "user" {
            list.add(
                .account(
                    target.text("userPrincipalName"), objectId: WazuhCloudEvent.objectId(target.text("id")),
                    displayName: target.text("displayName"), roles: [.destination]))
        }
    }
}

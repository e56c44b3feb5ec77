internal import Primitives
internal import SecurityModel

/// What an alert of Wazuh or OSSEC says about the event behind it: the host, and what its decoder found in the line.
struct WazuhEvent {
    let object: JSONView
    /// The decoded fields: an object of their own in Wazuh, among the others in OSSEC.
    let data: JSONView
    let groups: [String]
    /// The cloud service that a module fetched the event from; its own machine has no part in it.
    let cloud: WazuhCloudEvent?

    init(_ object: JSONView, groups: [String]) {
        self.object = object
        data = object.object("data") ?? object
        self.groups = groups
        cloud = WazuhCloudEvent(data)
    }

    /// Whether the rule says that the source attacks, rather than that something happened.
    private var isAttack: Bool { groups.contains { WazuhEvent.attackGroups.contains($0) } }

    /// Whether another sensor on the agent's host watched the traffic of others.
    private var isNetworkSensor: Bool { data.text("event_type") == "alert" || groups.contains("ids") }

    /// Whether somebody failed to log in: the one account in the line is then the one that was tried.
    private var isLogin: Bool { groups.contains { WazuhEvent.loginGroups.contains($0) } }

    private static let loginGroups: Set<String> = ["authentication_failed", "authentication_failures", "invalid_login"]

    private static let attackGroups: Set<String> = [
        "attack", "attacks", "authentication_failed", "authentication_failures", "exploit_attempt", "invalid_login",
        "recon",
        "sql_injection", "web_scan", "xss",
    ]

    var evidence: EvidenceList {
        var list = EvidenceList()
        if let cloud {
            cloud.addEvidence(to: &list)
            return list
        }
        addHost(to: &list)
        if data.text("event_type") == "alert" {
            SuricataEvidence.add(data, to: &list)
        } else if data.object("LogData") != nil {
            AMinerFormat.addEvidence(of: data, to: &list)
        } else {
            addNetwork(to: &list)
        }
        addAccounts(to: &list)
        addFile(to: &list)
        if let windows = data.object("win") { WindowsEvent(windows).addEvidence(to: &list) }
        addModules(to: &list)
        if let audit = data.object("audit") { WazuhEvent.add(audit: audit, to: &list) }
        if !list.items.contains(where: { $0.kind == .ip }) { list.add(addressesIn: object.text("full_log")) }
        return list
    }

    /// The host in the line, under the number of the agent that sent it, or else the agent by its own name. Agent 000 is the
    /// manager: what it relays is of the host in the line alone.
    private func addHost(to list: inout EvidenceList) {
        let agent = agent
        let inLine = data.text("win", "system", "computer").or(object.text("predecoder", "hostname")).or(
            object.text("hostname"))
        let roles: [EvidenceRole] = isNetworkSensor ? [.contextual] : isAttack ? [.attacked] : []
        let isOfManager = agent.isManager && !inLine.isEmpty && WazuhEvent.bare(inLine) != WazuhEvent.bare(agent.name)
        list.add(
            isOfManager
                ? .host(inLine, roles: roles)
                : .host(inLine.or(agent.name), id: agent.id, address: agent.address, roles: roles))
    }

    /// OSSEC writes the agent into the location: `(name) address->/var/log/auth.log`. Agents without a number have no id.
    private var agent: (id: String, name: String, address: String, isManager: Bool) {
        if let agent = object.object("agent") {
            let number = agent.text("id")
            let manager = object.text("manager", "name")
            let isManager = number == "000"
            let id = number.isEmpty || isManager || agent.text("name").isEmpty ? "" : EntityKey.agent(number, of: manager)
            return (id, agent.text("name"), agent.text("ip"), isManager)
        }
        let location = object.text("location")
        guard location.hasPrefix("("), let end = location.firstIndex(of: ")") else { return ("", "", "", true) }
        let name = location[location.index(after: location.startIndex)..<end]
        let address = location[end...].dropFirst().prefix { $0 != "-" }.filter { $0 != " " }
        return ("", String(name), String(address), false)
    }

    private static func bare(_ host: String) -> String {
        host.lowercased().split(separator: ".").first.map(String.init) ?? ""
    }

    private func addNetwork(to list: inout EvidenceList) {
        let source = data.text("srcip").or(data.text("src_ip"))
        let client = source.saysNothing || IPAddress(source)?.isLoopback == true ? clientInLine : nil
        if let client { list.add(address: client, isAttack ? .attacker : .source) }
        if !source.saysNothing { list.add(endpoint: source, client != nil ? .contextual : isAttack ? .attacker : .source) }
        let destination = data.text("dstip").or(data.text("dst_ip"))
        list.add(endpoint: destination.saysNothing ? "" : destination, .destination)
        let url = data.text("url")
        if url.holds("://") { list.add(url: url, .contextual) }
    }

    /// The client that the line names where the decoder found none, or only the proxy on the host itself. Where the rule says
    /// that somebody attacks and the line names one address alone, that is whose.
    private var clientInLine: String? {
        let line = object.text("full_log")
        if let client = LogClient.address(in: line) { return client == agent.address ? nil : client }
        guard isAttack else { return nil }
        let others = IPAddress.all(in: line).filter { !$0.isLoopback && !$0.isNobody }.map(\.description)
        return others.count == 1 && others.first != agent.address ? others.first : nil
    }

    /// What the modules for containers and for active responses act on.
    private func addModules(to list: inout EvidenceList) {
        if let docker = data.object("docker"), docker.text("Type").or("container") == "container" {
            list.add(
                container: docker.text("id").or(docker.text("Actor", "ID")), name: docker.text("Actor", "Attributes", "name"),
                image: docker.text("Actor", "Attributes", "image").or(docker.text("from")))
        }
        if let cause = data.object("parameters", "alert", "data") { list.add(address: cause.text("srcip"), .contextual) }
    }

    private func addAccounts(to list: inout EvidenceList) {
        let target = data.text("dstuser")
        list.add(.account(data.text("srcuser").or(data.text("user")), roles: [isLogin && target.isEmpty ? .attacked : .source]))
        list.add(.account(target, roles: [isAttack ? .attacked : .destination]))
    }

    private func addFile(to list: inout EvidenceList) {
        if let check = object.object("syscheck") {
            let digests = FileDigests(
                sha256: check.text("sha256_after"), sha1: check.text("sha1_after"), md5: check.text("md5_after"))
            let role: EvidenceRole = check.text("event") == "added" ? .created : .edited
            list.add(.file(at: check.text("path"), digests: digests, roles: [role]))
            list.add(.account(check.text("uname_after"), roles: [.contextual]))
            if let actor = check.object("audit") { WazuhEvent.add(actor: actor, to: &list) }
        } else if let check = object.object("SyscheckFile") {
            let digests = FileDigests(sha1: check.text("sha1_after"), md5: check.text("md5_after"))
            list.add(.file(at: check.text("path"), digests: digests, roles: [.edited]))
        }
        if let match = data.object("virustotal", "source") {
            let digests = FileDigests(sha256: match.text("sha256"), sha1: match.text("sha1"), md5: match.text("md5"))
            list.add(.file(at: match.text("file"), digests: digests, roles: [.suspicious]))
        }
        if groups.contains("rootcheck") { list.add(.file(at: data.text("file"), roles: [.suspicious])) }
    }

    /// Who changed a file, where the system's own audit told.
    private static func add(actor: JSONView, to list: inout EvidenceList) {
        let user = Evidence.account(actor.text("effective_user", "name").or(actor.text("user", "name")))
        if !actor.text("process", "name").isEmpty {
            list.add(
                .process(
                    image: .file(at: actor.text("process", "name")), id: actor.text("process", "id"),
                    parentId: actor.text("process", "ppid"), user: user))
        }
        list.add(.account(actor.text("user", "name"), roles: [.contextual]))
    }

    /// The words of the command are numbered. Addresses in them are named by nothing else.
    private static func add(audit: JSONView, to list: inout EvidenceList) {
        let words = (0..<longestCommand).lazy.map { audit["execve"]?[name: "a\($0)"]?.leadingText ?? "" }
        let command = words.prefix { !$0.isEmpty }.joined(separator: " ")
        list.add(
            .process(
                image: .file(at: audit.text("exe")), commandLine: command.or(audit.text("command")), id: audit.text("pid"),
                parentId: audit.text("ppid")))
        list.add(.file(at: audit.text("file", "name"), roles: [.contextual]))
        list.add(addressesIn: command)
    }

    /// Words of a command that are read.
    private static let longestCommand = 64
}

internal import Primitives
internal import SecurityModel

/// A Windows event as Wazuh decodes it (`data.win`): of the Security log, of Sysmon, or of any other channel that uses
/// the same names for the same things.
struct WindowsEvent {
    private let id: String
    private let data: JSONView
    /// What a cleared log says of who cleared it.
    let cleared: JSONView?

    init(_ event: JSONView) {
        cleared = event.object("logFileCleared")
        id = event.text("system", "eventID")
        data = event.object("eventdata") ?? event
    }

    func text(_ name: StaticString) -> String { data.text(name).withSingleBackslashes }

    func addEvidence(to list: inout EvidenceList) {
        addProcesses(to: &list)
        addAccounts(to: &list)
        addNetwork(to: &list)
        addObjects(to: &list)
        addFindings(to: &list)
    }

    /// Sysmon says `image`, the Security log `newProcessName` for what starts and `processName` for what acts.
    private func addProcesses(to list: inout EvidenceList) {
        let image = text("newProcessName").or(text("image")).or(text("sourceImage")).or(
            text("processName"))
        let started = !text("newProcessName").isEmpty
        let parent = text("parentImage").or(text("parentProcessName")).or(
            started ? text("processName") : "")
        let digests = text("imageLoaded").isEmpty ? FileDigests(list: text("hashes")) : FileDigests()
        let user = Evidence.account(text("user").or(text("sourceUser")).or(text("detection User")))
        guard !image.saysNothing else {
            list.add(user)
            return
        }
        let number = WindowsEvent.number(
            text(started ? "newProcessId" : "processId").or(text("sourceProcessId")))
        let parentNumber = WindowsEvent.number(text("parentProcessId").or(started ? text("processId") : ""))
        var process = Evidence.process(
            image: .file(at: image, digests: digests), commandLine: text("commandLine"), id: number,
            parentId: parentNumber, user: user)
        process.fields["parentProcessImageFile"] = Evidence.file(at: parent)?.fields["fileDetails"]
        list.add(process)
        list.add(user)
        if !parent.saysNothing, !text("parentCommandLine").isEmpty {
            list.add(
                .process(
                    image: .file(at: parent), commandLine: text("parentCommandLine"), id: parentNumber,
                    user: .account(text("parentUser")), roles: [.contextual]))
        }
        if !text("targetImage").saysNothing {
            let target = WindowsEvent.number(text("targetProcessId"))
            list.add(.process(image: .file(at: text("targetImage")), id: target, roles: [.attacked]))
        }
    }

    /// Process ids stand in hexadecimal in the Security log.
    static func number(_ text: String) -> String {
        guard text.hasPrefix("0x") else { return text }
        return UInt64(text.dropFirst(2), radix: 16).map { String($0) } ?? ""
    }

    private func addAccounts(to list: inout EvidenceList) {
        let isFailure = id == "4625" || id == "4771" || id == "4776"
        list.add(
            .account(
                text("subjectUserName"), domain: text("subjectDomainName"), sid: text("subjectUserSid"),
                roles: [.source]))
        let (target, targetSID) = (text("targetUserName"), text("targetUserSid").or(text("targetSid")))
        if WindowsEvent.groupEvents.contains(id) {
            // The built-in groups have the same number on every machine, so it names none of them.
            let sid = targetSID.hasPrefix("S-1-5-32-") ? "" : targetSID
            list.add(Evidence(.securityGroup, roles: [.edited], texts: ["displayName": target, "sid": sid]))
        } else {
            let role: EvidenceRole = isFailure ? .attacked : id == "4720" ? .created : .destination
            list.add(.account(target, domain: text("targetDomainName"), sid: targetSID, roles: [role]))
        }
        list.add(.account(text("memberName"), sid: text("memberSid"), roles: [.added]))
    }

    private func addNetwork(to list: inout EvidenceList) {
        list.add(address: text("ipAddress").or(text("sourceIp")).or(text("sourceAddress")), .source)
        list.add(address: text("destinationIp").or(text("destAddress")), .destination)
        list.add(domain: text("destinationHostname"), roles: [.destination])
        list.add(domain: text("queryName"), roles: [.destination])
        list.add(.host(text("workstationName").or(text("workstation")), roles: [.source]))
    }

    private func addObjects(to list: inout EvidenceList) {
        list.add(.file(at: text("targetFilename"), roles: [id == "11" ? .created : .edited]))
        let loaded = text("imageLoaded")
        if !loaded.isEmpty {
            list.add(.file(at: loaded, digests: FileDigests(list: text("hashes")), roles: [.loaded]))
        }
        let service = WindowsEvent.program(of: text("imagePath").or(text("serviceFileName")))
        list.add(.file(at: service, roles: [.created]))
        let key = text("targetObject").or(text("objectName"))
        guard key.hasPrefix("HK") || key.hasPrefix("\\REGISTRY") else { return }
        list.add(.registryValue(key, data: text("details"), roles: [.edited]))
    }
}

extension Evidence {
    /// A value in the registry by its full path: hive, key and the value's name.
    static func registryValue(_ path: String, data: String, roles: [EvidenceRole]) -> Evidence {
        let parts = path.split(separator: "\\", omittingEmptySubsequences: true)
        var fields = JSONObject()
        if let hive = parts.first { fields["registryHive"] = .string(String(hive)) }
        if parts.count > 2, let value = parts.last {
            fields["registryKey"] = .string(parts[1..<(parts.count - 1)].joined(separator: "\\"))
            fields["registryValueName"] = .string(String(value))
        } else if parts.count == 2 {
            fields["registryKey"] = .string(String(parts[1]))
        }
        if !data.isEmpty { fields["registryValue"] = .string(data) }
        return Evidence(.registryValue, roles: roles, fields: fields)
    }
}

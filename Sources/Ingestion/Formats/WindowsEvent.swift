internal import Primitives
internal import SecurityModel

/// A Windows event as Wazuh decodes it (`data.win`): of the Security log, of Sysmon, or of any other channel that uses
/// the same names for the same things.
struct WindowsEvent {
    private let id: String
    private let data: JSONView

    init(_ event: JSONView) {
        id = event.text("system", "eventID")
        data = event.object("eventdata") ?? event
    }

    func addEvidence(to list: inout EvidenceList) {
        addProcesses(to: &list)
        addAccounts(to: &list)
        addNetwork(to: &list)
        addObjects(to: &list)
    }

    /// Sysmon says `image`, the Security log `newProcessName` for what starts and `processName` for what acts.
    private func addProcesses(to list: inout EvidenceList) {
        let image = data.text("newProcessName").or(data.text("image")).or(data.text("sourceImage")).or(
            data.text("processName"))
        let started = !data.text("newProcessName").isEmpty
        let parent = data.text("parentImage").or(data.text("parentProcessName")).or(
            started ? data.text("processName") : "")
        let digests = data.text("imageLoaded").isEmpty ? FileDigests(list: data.text("hashes")) : FileDigests()
        let user = Evidence.account(data.text("user"))
        guard !image.saysNothing else {
            list.add(user)
            return
        }
        let number = WindowsEvent.number(
            data.text(started ? "newProcessId" : "processId").or(data.text("sourceProcessId")))
        let parentNumber = WindowsEvent.number(data.text("parentProcessId").or(started ? data.text("processId") : ""))
        var process = Evidence.process(
            image: .file(at: image, digests: digests), commandLine: data.text("commandLine"), id: number,
            parentId: parentNumber, user: user)
        process.fields["parentProcessImageFile"] = Evidence.file(at: parent)?.fields["fileDetails"]
        list.add(process)
        list.add(user)
        if !parent.saysNothing, !data.text("parentCommandLine").isEmpty {
            list.add(
                .process(
                    image: .file(at: parent), commandLine: data.text("parentCommandLine"), id: parentNumber,
                    user: .account(data.text("parentUser")), roles: [.contextual]))
        }
        if !data.text("targetImage").saysNothing {
            let target = WindowsEvent.number(data.text("targetProcessId"))
            list.add(.process(image: .file(at: data.text("targetImage")), id: target, roles: [.attacked]))
        }
    }

    /// Process ids stand in hexadecimal in the Security log.
    private static func number(_ text: String) -> String {
        guard text.hasPrefix("0x") else { return text }
        return UInt64(text.dropFirst(2), radix: 16).map { String($0) } ?? ""
    }

    private func addAccounts(to list: inout EvidenceList) {
        let isFailure = id == "4625" || id == "4771" || id == "4776"
        list.add(
            .account(
                data.text("subjectUserName"), domain: data.text("subjectDomainName"), sid: data.text("subjectUserSid"),
                roles: [.source]))
        list.add(
            .account(
                data.text("targetUserName"), domain: data.text("targetDomainName"),
                sid: data.text("targetUserSid").or(data.text("targetSid")),
                roles: [isFailure ? .attacked : .destination]))
        list.add(.account(data.text("memberName"), sid: data.text("memberSid"), roles: [.added]))
    }

    private func addNetwork(to list: inout EvidenceList) {
        list.add(address: data.text("ipAddress").or(data.text("sourceIp")).or(data.text("sourceAddress")), .source)
        list.add(address: data.text("destinationIp").or(data.text("destAddress")), .destination)
        list.add(domain: data.text("destinationHostname"), roles: [.destination])
        list.add(domain: data.text("queryName"), roles: [.destination])
        list.add(.host(data.text("workstationName").or(data.text("workstation")), roles: [.source]))
    }

    private func addObjects(to list: inout EvidenceList) {
        list.add(.file(at: data.text("targetFilename"), roles: [id == "11" ? .created : .edited]))
        let loaded = data.text("imageLoaded")
        if !loaded.isEmpty {
            list.add(.file(at: loaded, digests: FileDigests(list: data.text("hashes")), roles: [.loaded]))
        }
        list.add(.file(at: data.text("imagePath").or(data.text("serviceFileName")), roles: [.created]))
        let key = data.text("targetObject").or(data.text("objectName"))
        guard key.hasPrefix("HK") || key.hasPrefix("\\REGISTRY") else { return }
        list.add(.registryValue(key, data: data.text("details"), roles: [.edited]))
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

internal import Primitives
internal import SecurityModel

/// What a row of an answer names, as evidence, by columns that are called as in the tables of events.
struct RowEvidence {
    /// Assets: devices, accounts, mailboxes, applications and resources of clouds. Rows that name the same ones belong together.
    let impacted: [Evidence]
    /// Everything else.
    let related: [Evidence]

    /// - Parameter columns: which columns say what; `nil` takes those that are called as in the tables.
    init(_ row: JSONObject, columns: [EntityColumn: String]? = nil) {
        func text(_ column: EntityColumn) -> String {
            let names = columns.map { $0[column].map { [$0] } ?? [] } ?? column.usual
            return names.lazy.map { RowEvidence.text(row[$0]) }.first { !$0.isEmpty } ?? ""
        }
        let device = text(.deviceName)
        let file = Evidence.file(
            name: text(.fileName), path: text(.folderPath), sha256: text(.sha256), sha1: text(.sha1), md5: text(.md5))
        let actor = Evidence.file(
            name: text(.parentFileName), path: text(.parentFolderPath), sha256: text(.parentSHA256), sha1: text(.parentSHA1),
            md5: text(.parentMD5))
        impacted = [
            Evidence.device(
                hostName: device.contains(".") ? "" : device, id: text(.deviceID), fullName: device.contains(".") ? device : ""),
            Evidence.user(
                name: text(.accountName), domain: text(.accountDomain), principalName: text(.accountUPN), sid: text(.accountSID),
                objectId: text(.accountObjectID)),
            Evidence.user(
                name: text(.actorName), domain: text(.actorDomain), principalName: text(.actorUPN), sid: text(.actorSID),
                objectId: text(.actorObjectID)),
            Evidence.mailbox(address: text(.mailbox)),
            RowEvidence.application(text(.application), id: text(.applicationID)),
            RowEvidence.resource(text(.resourceID), name: text(.resourceName), type: text(.resourceType)),
        ].compactMap(\.self).filter(\.saysSomething)
        let processes = [
            text(.commandLine).isEmpty
                ? nil : Evidence.process(image: file, commandLine: text(.commandLine), id: text(.processID)),
            text(.parentCommandLine).isEmpty
                ? nil : Evidence.process(image: actor, commandLine: text(.parentCommandLine), id: text(.parentProcessID)),
        ].compactMap(\.self)
        let addresses = [EntityColumn.remoteIP, .ipAddress, .sourceIP, .destinationIP, .senderIP].map { Evidence.ip(text($0)) }
        let pages = [EntityColumn.remoteURL, .url].map { Evidence.url(text($0)) }
        let others = [
            RowEvidence.registryValue(
                key: text(.registryKey), name: text(.registryValueName), data: text(.registryValueData)),
            RowEvidence.evidence(.oauthApplication, ("appId", text(.oauthApplicationID))),
            RowEvidence.evidence(
                .analyzedMessage, ("networkMessageId", text(.networkMessageID)), ("internetMessageId", text(.internetMessageID)),
                ("subject", text(.subject)), ("recipientEmailAddress", text(.mailbox))),
        ]
        related = ([file] + processes + addresses + pages + others).filter(\.saysSomething)
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return "" }
        return value.string ?? value.text
    }
}

extension Evidence {
    /// Whether it names anything: evidence of columns that a row lacks has empty fields.
    fileprivate var saysSomething: Bool {
        fields.members.contains { member in
            if case .object(let inner) = member.value { return !inner.isEmpty }
            return !member.value.isNull
        }
    }
}

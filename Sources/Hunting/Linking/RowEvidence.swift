internal import Primitives
internal import SecurityModel

/// What a row of an answer names, as evidence, by columns that are called as in the tables of events.
struct RowEvidence {
    /// Assets: devices, accounts, mailboxes, applications and resources of clouds. Rows that name the same ones belong together.
    let impacted: [Evidence]
    /// Everything else.
    let related: [Evidence]

    init(_ row: JSONObject) {
        func text(_ column: String) -> String {
            guard let value = row[column], !value.isNull else { return "" }
            return value.string ?? value.text
        }
        func first(_ columns: String...) -> String { columns.lazy.map(text).first { !$0.isEmpty } ?? "" }
        let device = first("DeviceName", "Computer")
        let file = Evidence.file(
            name: text("FileName"), path: text("FolderPath"), sha256: text("SHA256"), sha1: text("SHA1"), md5: text("MD5"))
        let actor = Evidence.file(
            name: text("InitiatingProcessFileName"), path: text("InitiatingProcessFolderPath"),
            sha256: text("InitiatingProcessSHA256"), sha1: text("InitiatingProcessSHA1"), md5: text("InitiatingProcessMD5"))
        impacted = [
            Evidence.device(
                hostName: device.contains(".") ? "" : device, id: text("DeviceId"), fullName: device.contains(".") ? device : ""),
            Evidence.user(
                name: first("AccountName", "TargetUserName"), domain: first("AccountDomain", "TargetDomainName"),
                principalName: first("AccountUpn", "UserPrincipalName"), sid: first("AccountSid", "TargetUserSid"),
                objectId: first("AccountObjectId", "UserId")),
            Evidence.user(
                name: first("InitiatingProcessAccountName", "SubjectUserName"),
                domain: first("InitiatingProcessAccountDomain", "SubjectDomainName"),
                principalName: text("InitiatingProcessAccountUpn"),
                sid: first("InitiatingProcessAccountSid", "SubjectUserSid"), objectId: text("InitiatingProcessAccountObjectId")),
            Evidence.mailbox(address: text("RecipientEmailAddress")),
            RowEvidence.application(text("Application"), id: text("ApplicationId")),
            RowEvidence.resource(
                first("ResourceId", "ResourceID", "AzureResourceId", "CloudResource"), name: text("Resource"),
                type: text("ResourceType")),
        ].compactMap(\.self).filter(\.saysSomething)
        let processes = [
            text("ProcessCommandLine").isEmpty
                ? nil : Evidence.process(image: file, commandLine: text("ProcessCommandLine"), id: text("ProcessId")),
            text("InitiatingProcessCommandLine").isEmpty
                ? nil
                : Evidence.process(
                    image: actor, commandLine: text("InitiatingProcessCommandLine"), id: text("InitiatingProcessId")),
        ].compactMap(\.self)
        let addresses = ["RemoteIP", "IPAddress", "IpAddress", "SourceIP", "DestinationIP", "SenderIPv4"].map {
            Evidence.ip(text($0))
        }
        let pages = ["RemoteUrl", "Url"].map { Evidence.url(text($0)) }
        let others = [
            RowEvidence.registryValue(
                key: text("RegistryKey"), name: text("RegistryValueName"), data: text("RegistryValueData")),
            RowEvidence.evidence(.oauthApplication, ("appId", first("OAuthApplicationId", "OAuthAppId"))),
            RowEvidence.evidence(
                .analyzedMessage, ("networkMessageId", text("NetworkMessageId")),
                ("internetMessageId", text("InternetMessageId")),
                ("subject", text("Subject")), ("recipientEmailAddress", text("RecipientEmailAddress"))),
        ]
        related = ([file] + processes + addresses + pages + others).filter(\.saysSomething)
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

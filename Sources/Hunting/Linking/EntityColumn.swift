/// What a column of a row can say of a thing. The raw value is what the tables of events call such a column.
public enum EntityColumn: String, CaseIterable, Hashable, Sendable {
    case deviceName = "DeviceName"
    case deviceID = "DeviceId"
    case accountName = "AccountName"
    case accountDomain = "AccountDomain"
    case accountUPN = "AccountUpn"
    case accountSID = "AccountSid"
    case accountObjectID = "AccountObjectId"
    case actorName = "InitiatingProcessAccountName"
    case actorDomain = "InitiatingProcessAccountDomain"
    case actorUPN = "InitiatingProcessAccountUpn"
    case actorSID = "InitiatingProcessAccountSid"
    case actorObjectID = "InitiatingProcessAccountObjectId"
    case mailbox = "RecipientEmailAddress"
    case application = "Application"
    case applicationID = "ApplicationId"
    case resourceID = "ResourceId"
    case resourceName = "Resource"
    case resourceType = "ResourceType"
    case commandLine = "ProcessCommandLine"
    case processID = "ProcessId"
    case parentCommandLine = "InitiatingProcessCommandLine"
    case parentProcessID = "InitiatingProcessId"
    case fileName = "FileName"
    case folderPath = "FolderPath"
    case sha256 = "SHA256"
    case sha1 = "SHA1"
    case md5 = "MD5"
    case parentFileName = "InitiatingProcessFileName"
    case parentFolderPath = "InitiatingProcessFolderPath"
    case parentSHA256 = "InitiatingProcessSHA256"
    case parentSHA1 = "InitiatingProcessSHA1"
    case parentMD5 = "InitiatingProcessMD5"
    case remoteIP = "RemoteIP"
    case ipAddress = "IPAddress"
    case sourceIP = "SourceIP"
    case destinationIP = "DestinationIP"
    case senderIP = "SenderIPv4"
    case remoteURL = "RemoteUrl"
    case url = "Url"
    case registryKey = "RegistryKey"
    case registryValueName = "RegistryValueName"
    case registryValueData = "RegistryValueData"
    case oauthApplicationID = "OAuthApplicationId"
    case networkMessageID = "NetworkMessageId"
    case internetMessageID = "InternetMessageId"
    case subject = "Subject"

    /// The columns that are taken where nobody says which: the first of them that has a value.
    public var usual: [String] {
        let others: [EntityColumn: [String]] = [
            .deviceName: ["Computer"], .accountName: ["TargetUserName"], .accountDomain: ["TargetDomainName"],
            .accountUPN: ["UserPrincipalName"], .accountSID: ["TargetUserSid"], .accountObjectID: ["UserId"],
            .actorName: ["SubjectUserName"], .actorDomain: ["SubjectDomainName"], .actorSID: ["SubjectUserSid"],
            .resourceID: ["ResourceID", "AzureResourceId", "CloudResource"], .ipAddress: ["IpAddress"],
            .oauthApplicationID: ["OAuthAppId"],
        ]
        return [rawValue] + (others[self] ?? [])
    }

    /// In words, as a list to choose from has it.
    public var title: String {
        switch self {
        case .deviceName: "Device: name"
        case .deviceID: "Device: id"
        case .accountName: "Account: name"
        case .accountDomain: "Account: domain"
        case .accountUPN: "Account: principal name"
        case .accountSID: "Account: SID"
        case .accountObjectID: "Account: object id"
        case .actorName: "Acting account: name"
        case .actorDomain: "Acting account: domain"
        case .actorUPN: "Acting account: principal name"
        case .actorSID: "Acting account: SID"
        case .actorObjectID: "Acting account: object id"
        case .mailbox: "Mailbox: address"
        case .application: "Cloud application: name"
        case .applicationID: "Cloud application: id"
        case .resourceID: "Cloud resource: id"
        case .resourceName: "Cloud resource: name"
        case .resourceType: "Cloud resource: type"
        case .commandLine: "Process: command line"
        case .processID: "Process: id"
        case .parentCommandLine: "Parent process: command line"
        case .parentProcessID: "Parent process: id"
        case .fileName: "File: name"
        case .folderPath: "File: path"
        case .sha256: "File: SHA-256"
        case .sha1: "File: SHA-1"
        case .md5: "File: MD5"
        case .parentFileName: "Parent file: name"
        case .parentFolderPath: "Parent file: path"
        case .parentSHA256: "Parent file: SHA-256"
        case .parentSHA1: "Parent file: SHA-1"
        case .parentMD5: "Parent file: MD5"
        case .remoteIP: "Remote address"
        case .ipAddress: "Address"
        case .sourceIP: "Source address"
        case .destinationIP: "Destination address"
        case .senderIP: "Sender's address"
        case .remoteURL: "Remote URL"
        case .url: "URL"
        case .registryKey: "Registry: key"
        case .registryValueName: "Registry: value's name"
        case .registryValueData: "Registry: value's data"
        case .oauthApplicationID: "OAuth application: id"
        case .networkMessageID: "Mail: network message id"
        case .internetMessageID: "Mail: internet message id"
        case .subject: "Mail: subject"
        }
    }

    /// Whether it names an impacted asset: rows that name the same assets are one alert. Everything else is related evidence.
    public var isAsset: Bool {
        switch self {
        case .deviceName, .deviceID, .accountName, .accountDomain, .accountUPN, .accountSID, .accountObjectID, .actorName,
            .actorDomain,
            .actorUPN, .actorSID, .actorObjectID, .mailbox, .application, .applicationID, .resourceID, .resourceName,
            .resourceType:
            true
        default: false
        }
    }
}

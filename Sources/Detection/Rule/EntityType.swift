/// The kinds of entities that rows may name, as Sentinel's rules write them, each with its identifiers.
public enum EntityType: String, CaseIterable, Sendable {
    case account = "Account"
    case host = "Host"
    case ip = "IP"
    case malware = "Malware"
    case file = "File"
    case process = "Process"
    case cloudApplication = "CloudApplication"
    case dns = "DNS"
    case azureResource = "AzureResource"
    case fileHash = "FileHash"
    case registryKey = "RegistryKey"
    case registryValue = "RegistryValue"
    case securityGroup = "SecurityGroup"
    case url = "URL"
    case mailbox = "Mailbox"
    case mailCluster = "MailCluster"
    case mailMessage = "MailMessage"
    case submissionMail = "SubmissionMail"
    case ioTDevice = "IoTDevice"

    /// Reads a name in any case of its letters.
    public init?(named name: String) {
        let lowered = name.lowercased()
        guard let type = EntityType.allCases.first(where: { $0.rawValue.lowercased() == lowered }) else { return nil }
        self = type
    }

    /// What may be said of an entity of the kind. `MdatpDeviceId` names a device by its id in the tables of devices.
    public var identifiers: [String] {
        switch self {
        case .account:
            [
                "Name", "FullName", "NTDomain", "DnsDomain", "UPNSuffix", "Sid", "AadTenantId", "AadUserId", "PUID",
                "IsDomainJoined", "DisplayName", "ObjectGuid", "CloudAppAccountId", "IsAnonymized", "Stream",
            ]
        case .host:
            [
                "DnsDomain", "NTDomain", "HostName", "FullName", "NetBiosName", "AzureID", "OMSAgentID", "OSFamily", "OSVersion",
                "IsDomainJoined", "MdatpDeviceId", "AadDeviceId", "LastIpAddress",
            ]
        case .ip: ["Address", "AddressScope"]
        case .malware: ["Name", "Category"]
        case .file: ["Directory", "Name"]
        case .process: ["ProcessId", "CommandLine", "ElevationToken", "CreationTimeUtc"]
        case .cloudApplication: ["AppId", "Name", "InstanceName", "InstanceId", "SaasId"]
        case .dns: ["DomainName"]
        case .azureResource: ["ResourceId"]
        case .fileHash: ["Algorithm", "Value"]
        case .registryKey: ["Hive", "Key"]
        case .registryValue: ["Name", "Value", "ValueType"]
        case .securityGroup: ["DistinguishedName", "SID", "ObjectGuid"]
        case .url: ["Url"]
        case .mailbox: ["MailboxPrimaryAddress", "DisplayName", "Upn", "ExternalDirectoryObjectId", "RiskLevel", "AadId"]
        case .mailCluster:
            [
                "NetworkMessageIds", "CountByDeliveryStatus", "CountByThreatType", "CountByProtectionStatus", "Threats", "Query",
                "QueryTime", "MailCount", "IsVolumeAnomaly", "Source", "ClusterSourceIdentifier", "ClusterSourceType",
                "ClusterQueryStartTime", "ClusterQueryEndTime", "ClusterGroup",
            ]
        case .mailMessage:
            [
                "Recipient", "Urls", "Threats", "Sender", "P1Sender", "P1SenderDisplayName", "P1SenderDomain", "SenderIP",
                "P2Sender", "P2SenderDisplayName", "P2SenderDomain", "ReceivedDate", "NetworkMessageId", "InternetMessageId",
                "Subject", "BodyFingerprintBin1", "BodyFingerprintBin2", "BodyFingerprintBin3", "BodyFingerprintBin4",
                "BodyFingerprintBin5", "AntispamDirection", "DeliveryAction", "DeliveryLocation", "Language",
                "ThreatDetectionMethods",
            ]
        case .submissionMail:
            [
                "SubmissionId", "SubmissionDate", "Submitter", "NetworkMessageId", "Timestamp", "Recipient", "Sender", "SenderIp",
                "Subject", "ReportType",
            ]
        case .ioTDevice:
            ["DeviceId", "DeviceName", "Manufacturer", "Model", "OperatingSystem", "MacAddress", "DeviceType"]
        }
    }

    /// The word by which alerts call the kind.
    var alertType: String {
        switch self {
        case .registryKey: "registry-key"
        case .registryValue: "registry-value"
        case .securityGroup: "security-group"
        case .azureResource: "azure-resource"
        case .cloudApplication: "cloud-application"
        case .mailMessage: "mail-message"
        default: rawValue.lowercased()
        }
    }
}

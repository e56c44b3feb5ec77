internal import Primitives
internal import SecurityModel

/// How an entity whose fields stand side by side becomes evidence: its kind, and which field is which.
struct SentinelShape {
    typealias Names = [(from: String, to: String)]

    var kind: EvidenceKind
    var names: Names

    init(_ kind: EvidenceKind, _ names: Names) {
        self.kind = kind
        self.names = names
    }

    func evidence(of entity: JSONView) -> Evidence? {
        let fields = SentinelShape.fields(of: entity, names)
        return fields.isEmpty ? nil : Evidence(kind, fields: fields)
    }

    static func fields(of view: JSONView, _ names: Names) -> JSONObject {
        var fields = JSONObject()
        for (from, to) in names {
            guard let value = view[name: from], !value.isNull, !value.isObject, fields[to] == nil else { continue }
            if value.string?.isEmpty != true { fields[to] = value.value }
        }
        return fields
    }

    /// By the entity's `Type` in lower case. Accounts, hosts, addresses, files and processes refer to each other and
    /// are read by `SentinelEntities`.
    static let byType: [String: SentinelShape] = [
        "url": SentinelShape(.url, [("Url", "url")]),
        "dns": SentinelShape(.dns, [("DomainName", "domainName")]),
        "dnsresolution": SentinelShape(.dns, [("DomainName", "domainName")]),
        "filehash": SentinelShape(.fileHash, [("Algorithm", "algorithm"), ("Value", "value"), ("HashValue", "value")]),
        "malware": SentinelShape(.malware, [("Name", "name"), ("Category", "category")]),
        "registry-key": registryKey, "registrykey": registryKey,
        "azure-resource": azureResource, "azureresource": azureResource,
        "cloud-application": application, "cloudapplication": application,
        "oauth-application": SentinelShape(
            .oauthApplication,
            [
                ("OAuthAppId", "appId"), ("OAuthObjectId", "objectId"), ("OAuthAppName", "displayName"),
                ("OAuthAppPublisher", "publisher"),
            ]),
        "mailbox": SentinelShape(
            .mailbox, [("MailboxPrimaryAddress", "primaryAddress"), ("DisplayName", "displayName"), ("Upn", "upn")]),
        "mailcluster": cluster, "mail-cluster": cluster,
        "submissionmail": SentinelShape(
            .submissionMail,
            [
                ("NetworkMessageId", "networkMessageId"), ("Recipient", "recipient"), ("Sender", "sender"),
                ("SenderIp", "senderIp"),
                ("Subject", "subject"), ("Submitter", "submitter"), ("ReportType", "reportType"),
                ("SubmissionId", "submissionId"),
            ]),
        "security-group": group, "securitygroup": group,
        "iotdevice": SentinelShape(
            .ioTDevice,
            [
                ("DeviceId", "deviceId"), ("DeviceName", "deviceName"), ("Manufacturer", "manufacturer"),
                ("Vendor", "manufacturer"), ("SerialNumber", "serialNumber"), ("Site", "site"), ("Zone", "zone"),
                ("Sensor", "sensor"), ("DeviceSubType", "deviceSubType"),
                ("Model", "model"),
                ("OperatingSystem", "operatingSystem"), ("MacAddress", "macAddress"), ("DeviceType", "deviceType"),
            ]),
        "nic": SentinelShape(.nic, [("MacAddress", "macAddress")]),
        "cloud-logon-session": SentinelShape(
            .cloudLogonSession,
            [
                ("SessionId", "sessionId"), ("UserAgent", "userAgent"), ("Browser", "browser"), ("DeviceName", "deviceName"),
                ("OperatingSystem", "operatingSystem"), ("StartTimeUtc", "startUtcDateTime"),
            ]),
        "host-logon-session": session, "hostlogonsession": session,
        "network-connection": connection, "networkconnection": connection,
        "container": SentinelShape(.container, [("ContainerId", "containerId"), ("Name", "name")]),
        "container-image": SentinelShape(.containerImage, [("ImageId", "imageId")]),
        "k8s-cluster": SentinelShape(
            .kubernetesCluster, [("Name", "name"), ("Distribution", "distribution"), ("Version", "version")]),
        "k8s-namespace": SentinelShape(.kubernetesNamespace, [("Name", "name")]),
        "k8s-pod": SentinelShape(.kubernetesPod, [("Name", "name")]),
        "k8s-service-account": SentinelShape(.kubernetesServiceAccount, [("Name", "name")]),
        "amazon-resource": SentinelShape(
            .amazonResource,
            [
                ("AmazonResourceId", "amazonResourceId"), ("ResourceName", "resourceName"),
                ("ResourceType", "resourceType"), ("AmazonAccountId", "amazonAccountId"),
            ]),
        "google-cloud-resource": SentinelShape(
            .googleCloudResource,
            [
                ("FullResourceName", "fullResourceName"), ("ResourceName", "resourceName"),
                ("ResourceType", "resourceType"), ("ProjectId", "projectId"),
            ]),
        "service-principal": SentinelShape(
            .servicePrincipal,
            [
                ("ServicePrincipalName", "servicePrincipalName"),
                ("ServicePrincipalObjectId", "servicePrincipalObjectId"), ("AppId", "appId"),
            ]),
        "blob": SentinelShape(.blob, [("Name", "name"), ("Url", "url"), ("Etag", "etag")]),
        "blob-container": SentinelShape(.blobContainer, [("Name", "name"), ("Url", "url")]),
    ]

    /// Fields that hold other entities, by the type that has them.
    static let inner: [String: Names] = [
        "network-connection": [("SourceAddress", "sourceAddress"), ("DestinationAddress", "destinationAddress")],
        "networkconnection": [("SourceAddress", "sourceAddress"), ("DestinationAddress", "destinationAddress")],
        "host-logon-session": [("Account", "account"), ("Host", "host")],
        "hostlogonsession": [("Account", "account"), ("Host", "host")],
        "cloud-logon-session": [("Account", "account")],
        "dns": [("IpAddress", "ipAddresses"), ("DnsServerIp", "dnsServerIp"), ("HostIpAddress", "hostIpAddress")],
        "dnsresolution": [("IpAddress", "ipAddresses"), ("DnsServerIp", "dnsServerIp"), ("HostIpAddress", "hostIpAddress")],
        "malware": [("Files", "files"), ("Processes", "processes")],
        "iotdevice": [("IpAddress", "ipAddress"), ("IoTHub", "ioTHub")],
        "nic": [("IpAddress", "ipAddress")],
        "container": [("Image", "image"), ("Pod", "pod")],
        "k8s-pod": [("Namespace", "namespace"), ("ServiceAccount", "serviceAccount")],
        "k8s-namespace": [("Cluster", "cluster")],
        "k8s-service-account": [("Namespace", "namespace")],
    ]

    private static let connection = SentinelShape(
        .networkConnection, [("SourcePort", "sourcePort"), ("DestinationPort", "destinationPort"), ("Protocol", "protocol")])
    private static let session = SentinelShape(
        .hostLogonSession,
        [("SessionId", "sessionId"), ("StartTimeUtc", "startUtcDateTime"), ("EndTimeUtc", "endUtcDateTime")])

    static let registryKey = SentinelShape(.registryKey, [("Hive", "registryHive"), ("Key", "registryKey")])
    static let registryValue = SentinelShape(
        .registryValue, [("Name", "registryValueName"), ("Value", "registryValue"), ("ValueType", "registryValueType")])
    private static let azureResource = SentinelShape(
        .azureResource, [("ResourceId", "resourceId"), ("ResourceName", "resourceName")])
    private static let application = SentinelShape(
        .cloudApplication,
        [
            ("AppId", "appId"), ("SaasId", "saasAppId"), ("Name", "displayName"), ("InstanceName", "instanceName"),
            ("InstanceId", "instanceId"),
        ])
    private static let group = SentinelShape(
        .securityGroup,
        [
            ("DistinguishedName", "distinguishedName"), ("SID", "sid"), ("ObjectGuid", "securityGroupId"),
            ("FriendlyName", "friendlyName"),
        ])
    static let message = SentinelShape(
        .analyzedMessage,
        [
            ("Recipient", "recipientEmailAddress"), ("SenderIP", "senderIp"), ("Subject", "subject"),
            ("NetworkMessageId", "networkMessageId"),
            ("InternetMessageId", "internetMessageId"), ("ReceivedDate", "receivedDateTime"),
            ("AntispamDirection", "antiSpamDirection"),
            ("DeliveryAction", "deliveryAction"), ("DeliveryLocation", "deliveryLocation"), ("Language", "language"),
            ("Threats", "threats"), ("ThreatDetectionMethods", "threatDetectionMethods"), ("Urls", "urls"),
            ("Urn", "urn"),
        ])
    private static let cluster = SentinelShape(
        .mailCluster,
        [
            ("NetworkMessageIds", "networkMessageIds"), ("Query", "query"), ("MailCount", "emailCount"), ("Urn", "urn"),
            ("ClusterBy", "clusterBy"), ("ClusterByValue", "clusterByValue"), ("ClusterSourceType", "clusterBy"),
            ("ClusterSourceIdentifier", "clusterByValue"),
        ])
}

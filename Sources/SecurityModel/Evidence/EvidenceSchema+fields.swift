// The fields of every kind of evidence beyond those that all share, and of the types inside them, as Graph's metadata
// (v1.0, namespace microsoft.graph.security) declares them. `name: type`, a list in brackets; a type that ends in
// `Evidence` is evidence inside evidence.

extension EvidenceSchema {
    static let evidenceFields: [EvidenceKind: String] = [
        .activeDirectoryDomain: "activeDirectoryDomainName: String, trustedDomains: [activeDirectoryDomainEvidence]",
        .aiAgent: "agentId: String, agentName: String, hostingPlatformType: aiAgentPlatform, instructions: String",
        .amazonResource: "amazonAccountId: String, amazonResourceId: String, resourceName: String, resourceType: String",
        .analyzedMessage: """
        antiSpamDirection: String, attachmentsCount: Int64, deliveryAction: String,
        deliveryLocation: String, internetMessageId: String, language: String, networkMessageId: String,
        p1Sender: emailSender, p2Sender: emailSender, receivedDateTime: DateTimeOffset,
        recipientEmailAddress: String, senderIp: String, subject: String,
        threatDetectionMethods: [String], threats: [String], urlCount: Int64, urls: [String],
        urn: String
        """,
        .azureResource: "resourceId: String, resourceName: String, resourceType: String",
        .blobContainer: "name: String, storageResource: azureResourceEvidence, url: String",
        .blob: """
        blobContainer: blobContainerEvidence, etag: String, fileHashes: [fileHash], name: String,
        url: String
        """,
        .cloudApplication: """
        appId: Int64, displayName: String, instanceId: Int64, instanceName: String, saasAppId: Int64,
        stream: stream
        """,
        .cloudLogonRequest: "requestId: String",
        .cloudLogonSession: """
        account: userEvidence, browser: String, deviceName: String, operatingSystem: String,
        previousLogonDateTime: DateTimeOffset, protocol: String, sessionId: String,
        startUtcDateTime: DateTimeOffset, userAgent: String
        """,
        .container: """
        args: [String], command: [String], containerId: String, image: containerImageEvidence,
        isPrivileged: Boolean, name: String, pod: kubernetesPodEvidence
        """,
        .containerImage: "digestImage: containerImageEvidence, imageId: String, registry: containerRegistryEvidence",
        .containerRegistry: "registry: String",
        .device: """
        azureAdDeviceId: String, defenderAvStatus: defenderAvStatus, deviceDnsName: String,
        dnsDomain: String, firstSeenDateTime: DateTimeOffset, healthStatus: deviceHealthStatus,
        hostName: String, ipInterfaces: [String], lastExternalIpAddress: String, lastIpAddress: String,
        loggedOnUsers: [loggedOnUser], mdeDeviceId: String, ntDomain: String,
        onboardingStatus: onboardingStatus, osBuild: Int64, osPlatform: String, rbacGroupId: Int32,
        rbacGroupName: String, resourceAccessEvents: [resourceAccessEvent], riskScore: deviceRiskScore,
        version: String, vmMetadata: vmMetadata
        """,
        .dns: """
        dnsServerIp: ipEvidence, domainName: String, hostIpAddress: ipEvidence,
        ipAddresses: [ipEvidence]
        """,
        .file: "detectionStatus: detectionStatus, fileDetails: fileDetails, mdeDeviceId: String",
        .fileHash: "algorithm: fileHashAlgorithm, value: String",
        .gitHubOrganization: """
        company: String, displayName: String, email: String, login: String, orgId: String,
        webUrl: String
        """,
        .gitHubRepo: "baseUrl: String, login: String, owner: String, ownerType: String, repoId: String",
        .gitHubUser: "email: String, login: String, name: String, userId: String, webUrl: String",
        .googleCloudResource: """
        fullResourceName: String, location: String, locationType: googleCloudLocationType,
        projectId: String, projectNumber: Int64, resourceName: String, resourceType: String
        """,
        .hostLogonSession: """
        account: userEvidence, endUtcDateTime: DateTimeOffset, host: deviceEvidence, sessionId: String,
        startUtcDateTime: DateTimeOffset
        """,
        .ioTDevice: """
        deviceId: String, deviceName: String, devicePageLink: String, deviceSubType: String,
        deviceType: String, importance: ioTDeviceImportanceType, ioTHub: azureResourceEvidence,
        ioTSecurityAgentId: String, ipAddress: ipEvidence, isAuthorized: Boolean, isProgramming: Boolean,
        isScanner: Boolean, macAddress: String, manufacturer: String, model: String, nics: [nicEvidence],
        operatingSystem: String, owners: [String], protocols: [String], purdueLayer: String,
        sensor: String, serialNumber: String, site: String, source: String, sourceRef: urlEvidence,
        zone: String
        """,
        .ip: "countryLetterCode: String, ipAddress: String, location: geoLocation, stream: stream",
        .kubernetesCluster: """
        cloudResource: alertEvidence, distribution: String, name: String, platform: kubernetesPlatform,
        version: String
        """,
        .kubernetesController: "labels: dictionary, name: String, namespace: kubernetesNamespaceEvidence, type: String",
        .kubernetesNamespace: "cluster: kubernetesClusterEvidence, labels: dictionary, name: String",
        .kubernetesPod: """
        containers: [containerEvidence], controller: kubernetesControllerEvidence,
        ephemeralContainers: [containerEvidence], initContainers: [containerEvidence],
        labels: dictionary, name: String, namespace: kubernetesNamespaceEvidence, podIp: ipEvidence,
        serviceAccount: kubernetesServiceAccountEvidence
        """,
        .kubernetesSecret: "name: String, namespace: kubernetesNamespaceEvidence, secretType: String",
        .kubernetesServiceAccount: "name: String, namespace: kubernetesNamespaceEvidence",
        .kubernetesService: """
        clusterIP: ipEvidence, externalIPs: [ipEvidence], labels: dictionary, name: String,
        namespace: kubernetesNamespaceEvidence, selector: dictionary,
        servicePorts: [kubernetesServicePort], serviceType: kubernetesServiceType
        """,
        .mailCluster: """
        clusterBy: String, clusterByValue: String, emailCount: Int64, networkMessageIds: [String],
        query: String, urn: String
        """,
        .mailboxConfiguration: """
        configurationId: String, configurationType: mailboxConfigurationType, displayName: String,
        externalDirectoryObjectId: Guid, mailboxPrimaryAddress: String, upn: String
        """,
        .mailbox: "displayName: String, primaryAddress: String, upn: String, userAccount: userAccount",
        .malware: "category: String, files: [fileEvidence], name: String, processes: [processEvidence]",
        .networkConnection: """
        destinationAddress: ipEvidence, destinationPort: Int32, protocol: protocolType,
        sourceAddress: ipEvidence, sourcePort: Int32
        """,
        .nic: "ipAddress: ipEvidence, macAddress: String, vlans: [String]",
        .oauthApplication: "appId: String, displayName: String, objectId: String, publisher: String",
        .process: """
        detectionStatus: detectionStatus, imageFile: fileDetails, mdeDeviceId: String,
        parentProcessCreationDateTime: DateTimeOffset, parentProcessId: Int64,
        parentProcessImageFile: fileDetails, processCommandLine: String,
        processCreationDateTime: DateTimeOffset, processId: Int64, userAccount: userAccount
        """,
        .registryKey: "registryHive: String, registryKey: String",
        .registryValue: """
        mdeDeviceId: String, registryHive: String, registryKey: String, registryValue: String,
        registryValueName: String, registryValueType: String
        """,
        .sasToken: """
        allowedIpAddresses: String, allowedResourceTypes: [String], allowedServices: [String],
        expiryDateTime: DateTimeOffset, permissions: [String], protocol: String, signatureHash: String,
        signedWith: String, startDateTime: DateTimeOffset, storageResource: azureResourceEvidence
        """,
        .securityGroup: """
        activeDirectoryObjectGuid: Guid, displayName: String, distinguishedName: String,
        friendlyName: String, securityGroupId: String, sid: String
        """,
        .servicePrincipal: """
        appId: String, appOwnerTenantId: String, servicePrincipalName: String,
        servicePrincipalObjectId: String, servicePrincipalType: servicePrincipalType, tenantId: String
        """,
        .submissionMail: """
        networkMessageId: String, recipient: String, reportType: String, sender: String,
        senderIp: String, subject: String, submissionDateTime: DateTimeOffset, submissionId: String,
        submitter: String
        """,
        .teamsMessage: """
        campaignId: String, channelId: String, deliveryAction: teamsMessageDeliveryAction,
        deliveryLocation: teamsDeliveryLocation, files: [fileEvidence], groupId: String,
        isExternal: Boolean, isOwned: Boolean, lastModifiedDateTime: DateTimeOffset,
        messageDirection: antispamTeamsDirection, messageId: String, owningTenantId: Guid,
        parentMessageId: String, receivedDateTime: DateTimeOffset, recipients: [String],
        senderFromAddress: String, senderIP: String, sourceAppName: String, sourceId: String,
        subject: String, suspiciousRecipients: [String], threadId: String, threadType: String,
        urls: [urlEvidence]
        """,
        .url: "url: String",
        .user: "stream: stream, userAccount: userAccount",
    ]

    static let complexFields: [String: String] = [
        "userAccount": """
        accountName: String, activeDirectoryObjectGuid: Guid, azureAdUserId: String, displayName: String,
        domainName: String, resourceAccessEvents: [resourceAccessEvent], tenantId: String,
        userPrincipalName: String, userSid: String
        """,
        "fileDetails": """
        fileName: String, filePath: String, filePublisher: String, fileSize: Int64, issuer: String,
        md5: String, sha1: String, sha256: String, sha256Ac: String, signer: String
        """,
        "fileHash": "algorithm: fileHashAlgorithm, value: String",
        "loggedOnUser": "accountName: String, domainName: String",
        "vmMetadata": "cloudProvider: vmCloudProvider, resourceId: String, subscriptionId: String, vmId: String",
        "resourceAccessEvent": "accessDateTime: DateTimeOffset, accountId: String, ipAddress: String, resourceIdentifier: String",
        "emailSender": "displayName: String, domainName: String, emailAddress: String",
        "geoLocation": "city: String, countryName: String, latitude: Double, longitude: Double, state: String",
        "stream": "name: String",
        "kubernetesServicePort": """
        appProtocol: String, name: String, nodePort: Int32, port: Int32, protocol: containerPortProtocol,
        targetPort: String
        """,
    ]

    /// Members in the order of the metadata, without `unknownFutureValue`.
    static let enumerations: [String: String] = [
        "detectionStatus": "detected, blocked, prevented",
        "deviceHealthStatus": """
        active, inactive, impairedCommunication, noSensorData, noSensorDataImpairedCommunication,
        unknown
        """,
        "deviceRiskScore": "none, informational, low, medium, high",
        "onboardingStatus": "insufficientInfo, onboarded, canBeOnboarded, unsupported",
        "defenderAvStatus": "notReporting, disabled, notUpdated, updated, unknown, notSupported",
        "vmCloudProvider": "unknown, azure",
        "fileHashAlgorithm": "unknown, md5, sha1, sha256, sha256ac",
        "protocolType": "tcp, udp",
        "kubernetesPlatform": "unknown, aks, eks, gke, arc",
        "kubernetesServiceType": "unknown, clusterIP, externalName, nodePort, loadBalancer",
        "containerPortProtocol": "udp, tcp, sctp",
        "googleCloudLocationType": "unknown, regional, zonal, global",
        "ioTDeviceImportanceType": "unknown, low, normal, high",
        "mailboxConfigurationType": "mailForwardingRule, owaSettings, ewsSettings, mailDelegation, userInboxRule",
        "servicePrincipalType": "unknown, application, managedIdentity, legacy",
        "aiAgentPlatform": "unknown, azureAIFoundry, copilotStudio, copilot",
        "teamsDeliveryLocation": "unknown, teams, quarantine, failed",
        "teamsMessageDeliveryAction": "unknown, deliveredAsSpam, delivered, blocked, replaced",
        "antispamTeamsDirection": "unknown, inbound, outbound, intraorg",
    ]
}

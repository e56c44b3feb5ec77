/// Every kind of evidence of Graph's `alertEvidence` (v1.0). The raw value is the name of its type without the namespace
/// and without the ending `Evidence`.
public enum EvidenceKind: String, Sendable, CaseIterable {
    case activeDirectoryDomain, aiAgent, amazonResource, analyzedMessage, azureResource, blobContainer, blob
    case cloudApplication, cloudLogonRequest, cloudLogonSession, container, containerImage, containerRegistry
    case device, dns, file, fileHash, gitHubOrganization, gitHubRepo, gitHubUser, googleCloudResource
    case hostLogonSession, ioTDevice, ip, kubernetesCluster, kubernetesController, kubernetesNamespace
    case kubernetesPod, kubernetesSecret, kubernetesServiceAccount, kubernetesService, mailCluster
    case mailboxConfiguration, mailbox, malware, networkConnection, nic, oauthApplication, process
    case registryKey, registryValue, sasToken, securityGroup, servicePrincipal, submissionMail, teamsMessage
    case url, user

    /// `#microsoft.graph.security.deviceEvidence`
    public var odataType: String { "#microsoft.graph.security.\(rawValue)Evidence" }

    /// Reads the form of the wire, with or without the leading `#`.
    public init?(odataType: String) {
        let prefix = "microsoft.graph.security."
        let name = odataType.hasPrefix("#") ? odataType.dropFirst() : odataType[...]
        guard name.hasPrefix(prefix), name.hasSuffix("Evidence") else { return nil }
        self.init(rawValue: String(name.dropFirst(prefix.count).dropLast("Evidence".count)))
    }
}

/// The product that raised an alert (Graph `serviceSource`): an open set, since any product may send here.
public struct ServiceSource: Hashable, Sendable {
    public var name: String

    public init(_ name: String) {
        self.name = name
    }

    public static let unknown = ServiceSource("unknown")

    /// The members of Graph's metadata. A product outside this list is told apart by the alert's product name.
    public static let graphMembers: [String] = [
        "unknown", "microsoftDefenderForEndpoint", "microsoftDefenderForIdentity", "microsoftDefenderForCloudApps",
        "microsoftDefenderForOffice365", "microsoft365Defender", "azureAdIdentityProtection", "microsoftAppGovernance",
        "dataLossPrevention", "microsoftDefenderForCloud", "microsoftSentinel", "microsoftInsiderRiskManagement",
        "microsoftThreatIntelligence", "microsoftSecurityForAI",
    ]
}

/// The sensor or technology inside a product (Graph `detectionSource`): an open set for the same reason.
public struct DetectionSource: Hashable, Sendable {
    public var name: String

    public init(_ name: String) {
        self.name = name
    }

    public static let unknown = DetectionSource("unknown")
    public static let manual = DetectionSource("manual")
    public static let antivirus = DetectionSource("antivirus")
    public static let customDetection = DetectionSource("customDetection")
    public static let scheduledAlerts = DetectionSource("scheduledAlerts")

    /// The members of Graph's metadata.
    public static let graphMembers: [String] = [
        "unknown", "microsoftDefenderForEndpoint", "antivirus", "smartScreen", "customTi",
        "microsoftDefenderForOffice365", "automatedInvestigation", "microsoftThreatExperts", "customDetection",
        "microsoftDefenderForIdentity", "cloudAppSecurity", "microsoft365Defender", "azureAdIdentityProtection",
        "manual", "microsoftDataLossPrevention", "appGovernancePolicy", "appGovernanceDetection",
        "microsoftDefenderForCloud", "microsoftDefenderForIoT", "microsoftDefenderForServers",
        "microsoftDefenderForStorage", "microsoftDefenderForDNS", "microsoftDefenderForDatabases",
        "microsoftDefenderForContainers", "microsoftDefenderForNetwork", "microsoftDefenderForAppService",
        "microsoftDefenderForKeyVault", "microsoftDefenderForResourceManager", "microsoftDefenderForApiManagement",
        "nrtAlerts", "scheduledAlerts", "microsoftDefenderThreatIntelligenceAnalytics", "builtInMl",
        "microsoftInsiderRiskManagement", "microsoftThreatIntelligence", "microsoftDefenderForAIServices",
        "securityCopilot", "microsoftSentinel",
    ]
}

/// What somebody may do. The portal's permissions have the names of the Defender portal's, with the level (read or manage)
/// in front. Each of them is made of smaller ones (`parts`), so that a program may be given less than a person.
public enum Permission: String, CaseIterable, Sendable {
    // MARK: Security operations

    /// Incidents, alerts, entities and hunting, to look at: "Security data basics (read)".
    case readSecurityData
    case readIncidents
    case readAlerts
    case readDevices
    /// Files, addresses, accounts and the other things that alerts name.
    case readEntities
    case readIndicators
    /// Detection rules and analytics rules.
    case readDetections
    case readAutomation
    case runHunting

    /// Triage: assign, classify, comment, merge, move, tag: "Alerts (manage)".
    case manageAlerts
    case manageIncidents
    case updateAlerts
    /// Tags and values of devices.
    case manageDevices
    case scanDevices
    case collectInvestigationPackages

    /// Response actions and their approval: "Response (manage)".
    case manageResponse
    case isolateDevices
    case restrictExecution
    case quarantineFiles
    case offboardDevices

    case useBasicLiveResponse
    case useAdvancedLiveResponse
    case collectFiles
    case manageEmailQuarantine
    case manageEmailActions
    case readEmailMetadata
    case readEmailContent

    // MARK: Authorization and settings

    /// People, roles, API clients, device groups: "Authorization (read)".
    case readAuthorization
    case manageAuthorization
    /// Sources, correlation, retention: "Core security settings".
    case readSecuritySettings
    case manageSecuritySettings
    /// Detections, alert tuning, indicators: "Detection tuning (manage)".
    case manageDetectionTuning
    case manageIndicators
    case manageDetections
    case manageAutomation
    /// The installation itself: status, audit, backup: "System settings".
    case readSystemSettings
    case manageSystemSettings

    // MARK: Programs

    /// Send records to the sources that the caller is bound to. Ours: shippers need nothing else.
    case sendRecords

    /// The smaller permissions that are given with this one.
    public var parts: Set<Permission> {
        switch self {
        case .readSecurityData:
            [
                .readIncidents, .readAlerts, .readDevices, .readEntities, .readIndicators, .readDetections, .readAutomation,
                .runHunting,
            ]
        case .manageAlerts: [.manageIncidents, .updateAlerts, .manageDevices, .scanDevices, .collectInvestigationPackages]
        case .manageResponse: [.isolateDevices, .restrictExecution, .quarantineFiles, .offboardDevices]
        case .manageDetectionTuning: [.manageIndicators, .manageDetections, .manageAutomation]
        case .useAdvancedLiveResponse: [.useBasicLiveResponse]
        case .manageAuthorization: [.readAuthorization]
        case .manageSecuritySettings: [.readSecuritySettings]
        case .manageSystemSettings: [.readSystemSettings]
        default: []
        }
    }
}

extension Set<Permission> {
    /// With what each of them is made of.
    public var withParts: Set<Permission> { reduce(into: self) { $0.formUnion($1.parts) } }
}

/// What somebody may do. The names are those of the Defender portal's permissions, with the level (read or manage) in front;
/// `sendRecords` is ours: shippers need nothing else.
public enum Permission: String, CaseIterable, Sendable {
    // MARK: Security operations

    /// Incidents, alerts, entities and hunting, to look at: "Security data basics (read)".
    case readSecurityData
    /// Triage: assign, classify, comment, merge, move, tag: "Alerts (manage)".
    case manageAlerts
    /// Response actions and their approval: "Response (manage)".
    case manageResponse
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
    /// The installation itself: status, audit, backup: "System settings".
    case readSystemSettings
    case manageSystemSettings

    // MARK: Programs

    /// Send records to the sources that the caller is bound to.
    case sendRecords
}

/// What a program is granted in the words of the APIs that it was written for. This table is the one place where those
/// words and the portal's permissions meet.
public struct AppRole: Hashable, Sendable {
    /// The API that knows the role.
    public enum Resource: String, CaseIterable, Sendable {
        /// Microsoft Graph: application permissions.
        case graph
        /// Defender for Endpoint and Defender XDR: application permissions.
        case defender
        /// Azure Resource Manager: built-in roles of Microsoft Sentinel and Azure Monitor.
        case arm
    }

    public var name: String
    public var resource: Resource
    /// With their parts.
    public var permissions: Set<Permission>

    private init(_ name: String, _ resource: Resource, _ permissions: Set<Permission>) {
        self.name = name
        self.resource = resource
        self.permissions = permissions.withParts
    }

    /// The role of a name; some are known to more than one API and mean the same there.
    public static func named(_ name: String) -> AppRole? {
        all.first { $0.name.lowercased() == name.lowercased() }
    }

    /// The roles whose permissions are all among these.
    public static func covered(by permissions: Set<Permission>) -> [AppRole] {
        all.filter { $0.permissions.isSubset(of: permissions) }
    }

    public static let all: [AppRole] = [
        AppRole("SecurityIncident.Read.All", .graph, [.readIncidents]),
        AppRole("SecurityIncident.ReadWrite.All", .graph, [.readIncidents, .manageIncidents]),
        AppRole("SecurityAlert.Read.All", .graph, [.readAlerts]),
        AppRole("SecurityAlert.ReadWrite.All", .graph, [.readAlerts, .updateAlerts]),
        AppRole("SecurityEvents.Read.All", .graph, [.readAlerts]),
        AppRole("SecurityEvents.ReadWrite.All", .graph, [.readAlerts, .updateAlerts]),
        AppRole("ThreatHunting.Read.All", .graph, [.runHunting]),
        AppRole("CustomDetection.Read.All", .graph, [.readDetections]),
        AppRole("CustomDetection.ReadWrite.All", .graph, [.readDetections, .manageDetections]),

        AppRole("Incident.Read.All", .defender, [.readIncidents]),
        AppRole("Incident.ReadWrite.All", .defender, [.readIncidents, .manageIncidents]),
        AppRole("Alert.Read.All", .defender, [.readAlerts]),
        AppRole("Alert.ReadWrite.All", .defender, [.readAlerts, .updateAlerts]),
        AppRole("AdvancedQuery.Read.All", .defender, [.runHunting]),
        AppRole("AdvancedHunting.Read.All", .defender, [.runHunting]),
        AppRole("Machine.Read.All", .defender, [.readDevices]),
        AppRole("Machine.ReadWrite.All", .defender, [.readDevices, .manageDevices]),
        AppRole("Machine.Isolate", .defender, [.isolateDevices]),
        AppRole("Machine.Scan", .defender, [.scanDevices]),
        AppRole("Machine.StopAndQuarantine", .defender, [.quarantineFiles]),
        AppRole("Machine.RestrictExecution", .defender, [.restrictExecution]),
        AppRole("Machine.CollectForensics", .defender, [.collectInvestigationPackages]),
        AppRole("Machine.LiveResponse", .defender, [.useAdvancedLiveResponse]),
        AppRole("Machine.Offboard", .defender, [.offboardDevices]),
        AppRole("File.Read.All", .defender, [.readEntities]),
        AppRole("Ip.Read.All", .defender, [.readEntities]),
        AppRole("Url.Read.All", .defender, [.readEntities]),
        AppRole("User.Read.All", .defender, [.readEntities]),
        AppRole("Ti.Read.All", .defender, [.readIndicators]),
        AppRole("Ti.ReadWrite", .defender, [.readIndicators, .manageIndicators]),
        AppRole("Ti.ReadWrite.All", .defender, [.readIndicators, .manageIndicators]),

        AppRole("Microsoft Sentinel Reader", .arm, [.readSecurityData]),
        AppRole("Microsoft Sentinel Responder", .arm, [.readSecurityData, .manageAlerts]),
        AppRole(
            "Microsoft Sentinel Contributor", .arm, [.readSecurityData, .manageAlerts, .manageDetectionTuning]),
        AppRole("Log Analytics Reader", .arm, [.runHunting]),
        AppRole("Monitoring Metrics Publisher", .arm, [.sendRecords]),
    ]
}

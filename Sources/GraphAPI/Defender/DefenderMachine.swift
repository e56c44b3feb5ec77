internal import Primitives
internal import SecurityModel

/// A device as the older interfaces show it, out of what an alert said of it last.
struct DefenderMachine {
    private let evidence: Evidence
    private let scope: String

    /// - Parameters:
    ///   - evidence: of a device.
    ///   - scope: of the alert's source, where the id has to say it: devices of two sites may have one name.
    init(_ evidence: Evidence, scope: String = "") {
        self.evidence = evidence
        self.scope = scope
    }

    /// The product's id of the device, or its name where it has none.
    var id: String {
        if let id = text("mdeDeviceId", "azureAdDeviceId") { return id }
        guard let name = text("hostName", "deviceDnsName") else { return "" }
        return EntityKey.deviceName(name, scope: scope)
    }

    /// A name without its domain, as devices are known by; an address stays whole, and so does a name with a scope.
    static func bare(_ name: String) -> String {
        name.utf8.contains(UInt8(ascii: "@")) ? name : EntityKey.deviceName(name, scope: "")
    }

    var dnsName: String { text("deviceDnsName", "hostName") ?? "" }
    var group: String { text("rbacGroupName") ?? "" }

    /// The properties that filters may name.
    static let names = [
        "id", "computerDnsName", "firstSeen", "lastSeen", "osPlatform", "osProcessor", "version", "osBuild", "lastIpAddress",
        "lastExternalIpAddress", "healthStatus", "onboardingStatus", "rbacGroupId", "rbacGroupName", "riskScore",
        "exposureLevel", "deviceValue", "aadDeviceId", "isAadJoined", "machineTags", "ipAddresses",
    ]

    func json(firstSeen: Timestamp, lastSeen: Timestamp) -> JSONObject {
        JSONObject([
            .init(name: "id", value: .string(id)),
            .init(name: "computerDnsName", value: .string(dnsName)),
            .init(name: "firstSeen", value: .string(firstSeen.rfc3339)),
            .init(name: "lastSeen", value: .string(lastSeen.rfc3339)),
            .init(name: "osPlatform", value: .text(orNull: text("osPlatform") ?? "")),
            .init(name: "osProcessor", value: .null),
            .init(name: "version", value: .text(orNull: text("version") ?? "")),
            .init(name: "osBuild", value: evidence.fields["osBuild"] ?? .null),
            .init(name: "lastIpAddress", value: .text(orNull: text("lastIpAddress") ?? "")),
            .init(name: "lastExternalIpAddress", value: .text(orNull: text("lastExternalIpAddress") ?? "")),
            .init(name: "healthStatus", value: .string((text("healthStatus") ?? "unknown").withCapital)),
            .init(
                name: "onboardingStatus", value: .string((text("onboardingStatus") ?? "insufficientInfo").withCapital)),
            .init(name: "rbacGroupId", value: evidence.fields["rbacGroupId"] ?? 0),
            .init(name: "rbacGroupName", value: .text(orNull: group)),
            .init(name: "riskScore", value: .string((text("riskScore") ?? "none").withCapital)),
            .init(name: "exposureLevel", value: "None"),
            .init(name: "deviceValue", value: "Normal"),
            .init(name: "aadDeviceId", value: .text(orNull: text("azureAdDeviceId") ?? "")),
            .init(name: "isAadJoined", value: .bool(text("azureAdDeviceId") != nil)),
            .init(name: "machineTags", value: .texts(evidence.tags)),
            .init(name: "ipAddresses", value: .array(addresses)),
        ])
    }

    /// As an alert of `/api/incidents` holds it.
    var embedded: JSONObject {
        JSONObject([
            .init(name: "mdatpDeviceId", value: .text(orNull: id)),
            .init(name: "aadDeviceId", value: .text(orNull: text("azureAdDeviceId") ?? "")),
            .init(name: "deviceDnsName", value: .string(dnsName)),
            .init(name: "osPlatform", value: .text(orNull: text("osPlatform") ?? "")),
            .init(name: "version", value: .text(orNull: text("version") ?? "")),
            .init(name: "osBuild", value: evidence.fields["osBuild"] ?? .null),
            .init(name: "osProcessor", value: .null),
            .init(name: "healthStatus", value: .string((text("healthStatus") ?? "unknown").withCapital)),
            .init(name: "riskScore", value: .string((text("riskScore") ?? "none").withCapital)),
            .init(name: "rbacGroupName", value: .text(orNull: group)),
            .init(name: "firstSeen", value: .text(orNull: text("firstSeenDateTime") ?? "")),
            .init(name: "tags", value: .texts(evidence.tags)),
            .init(name: "defenderAvStatus", value: .string((text("defenderAvStatus") ?? "unknown").withCapital)),
            .init(
                name: "onboardingStatus", value: .string((text("onboardingStatus") ?? "insufficientInfo").withCapital)),
            .init(name: "vmMetadata", value: .null),
            .init(name: "loggedOnUsers", value: evidence.fields["loggedOnUsers"] ?? .array([])),
        ])
    }

    private var addresses: [JSONValue] {
        let listed = evidence.fields["ipInterfaces"]?.array?.compactMap(\.string) ?? []
        return (listed.isEmpty ? [text("lastIpAddress")].compactMap(\.self) : listed).map { address in
            ["ipAddress": .string(address), "macAddress": .null, "type": .null, "operationalStatus": "Up"]
        }
    }

    private func text(_ names: String...) -> String? { names.lazy.compactMap(evidence.text).first }
}

internal import Primitives
internal import SecurityModel

// The words that the dialect uses for what the product names otherwise.

/// `New`, `Active`, `Closed`: the three states that the dialect tells apart.
enum SentinelStatus: String, WireEnum {
    case new = "New"
    case active = "Active"
    case closed = "Closed"

    var name: String { rawValue }

    init(_ status: IncidentStatus) {
        self =
            switch status {
            case .active: .new
            case .inProgress, .awaitingAction: .active
            case .resolved, .redirected: .closed
            }
    }

    /// The status to set. One that reads the same already stays, since the dialect says less than the product.
    func status(instead old: IncidentStatus?) -> IncidentStatus? {
        if let old, SentinelStatus(old) == self { return nil }
        return switch self {
        case .new: .active
        case .active: .inProgress
        case .closed: .resolved
        }
    }
}

enum SentinelSeverity: String, WireEnum {
    case high = "High"
    case medium = "Medium"
    case low = "Low"
    case informational = "Informational"

    var name: String { rawValue }

    init(_ severity: AlertSeverity) {
        self =
            switch severity {
            case .high: .high
            case .medium: .medium
            case .low: .low
            case .informational, .unknown: .informational
            }
    }

    var severity: AlertSeverity {
        switch self {
        case .high: .high
        case .medium: .medium
        case .low: .low
        case .informational: .informational
        }
    }
}

/// How a closed incident was judged, with the reason that the dialect asks for beside it.
struct SentinelClassification: Hashable, Sendable {
    enum Name: String, WireEnum {
        case undetermined = "Undetermined"
        case truePositive = "TruePositive"
        case benignPositive = "BenignPositive"
        case falsePositive = "FalsePositive"

        var name: String { rawValue }

        var classification: Classification {
            switch self {
            case .undetermined: .unknown
            case .truePositive: .truePositive
            case .benignPositive: .informationalExpectedActivity
            case .falsePositive: .falsePositive
            }
        }

        /// The reasons that go with it.
        var reasons: [Reason] {
            switch self {
            case .undetermined: []
            case .truePositive: [.suspiciousActivity]
            case .benignPositive: [.suspiciousButExpected]
            case .falsePositive: [.incorrectAlertLogic, .inaccurateData]
            }
        }
    }

    enum Reason: String, WireEnum {
        case suspiciousActivity = "SuspiciousActivity"
        case suspiciousButExpected = "SuspiciousButExpected"
        case incorrectAlertLogic = "IncorrectAlertLogic"
        case inaccurateData = "InaccurateData"

        var name: String { rawValue }

        /// What it says of the incident; the reasons that follow from the classification alone say nothing more.
        var determination: Determination? {
            switch self {
            case .incorrectAlertLogic: .notMalicious
            case .inaccurateData: .notEnoughDataToValidate
            case .suspiciousActivity, .suspiciousButExpected: nil
            }
        }
    }

    var name: String
    var reason: String?

    /// `nil` where nobody judged an incident that is still open.
    init?(_ incident: Incident) {
        let name: Name =
            switch incident.classification {
            case .unknown: .undetermined
            case .truePositive: .truePositive
            case .informationalExpectedActivity: .benignPositive
            case .falsePositive: .falsePositive
            }
        if name == .undetermined, incident.status.isOpen { return nil }
        self.name = name.name
        switch (name, incident.determination) {
        case (.undetermined, _), (.falsePositive, .unknown): reason = nil
        case (.falsePositive, .notEnoughDataToValidate): reason = Reason.inaccurateData.name
        case (_, _): reason = name.reasons.first?.name
        }
    }
}

/// Whom an incident belongs to. The product keeps one name; an address counts as the principal name as well.
enum SentinelOwner {
    static func json(_ owner: String) -> JSONValue {
        let address = owner.contains("@") ? JSONValue.string(owner) : .null
        return [
            "objectId": .null, "email": address, "assignedTo": .text(orNull: owner), "userPrincipalName": address,
            "ownerType": owner.isEmpty ? .null : "User",
        ]
    }

    /// The name by which the product keeps an owner: the most telling of those that were sent. Empty for nobody.
    static func name(_ owner: JSONObject?) throws(APIError) -> String {
        guard let owner else { return "" }
        for field in ["userPrincipalName", "email", "assignedTo", "objectId"] {
            if let name = try owner.text(field), !name.isEmpty { return name }
        }
        return ""
    }
}

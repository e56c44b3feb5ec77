internal import Primitives
internal import SecurityModel

/// The words of the older Defender interfaces: the same names as Graph's with a capital in front, and older members.
enum DefenderNames {
    /// The paths under which they are served.
    static let roots = ["api", "api/v1.0"]

    static func determination(_ determination: Determination, unset: String) -> String {
        switch determination {
        case .unknown: unset
        case .compromisedAccount: "CompromisedUser"
        case .notEnoughDataToValidate: "InsufficientData"
        default: determination.name.withCapital
        }
    }

    /// `UnSpecified` is how these say that nothing is known of a severity.
    static func severity(_ severity: AlertSeverity) -> String {
        severity == .unknown ? "UnSpecified" : severity.name.withCapital
    }

    /// `null` while nobody has judged it.
    static func classification(orNull classification: Classification) -> JSONValue {
        classification == .unknown ? .null : .string(classification.name.withCapital)
    }
}

extension JSONObject {
    /// The same with the names spelled as given where they differ in case alone: these interfaces' clients are not strict.
    func spelled(_ names: [String]) -> JSONObject {
        JSONObject(
            members.map { member in
                .init(name: names.first { $0.lowercased() == member.name.lowercased() } ?? member.name, value: member.value)
            })
    }
}

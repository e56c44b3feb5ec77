public import Correlation
public import Primitives

/// The fields of a correlation policy by name, as a configuration or a command line gives them. What each means stands
/// in docs/correlation.md.
public enum CorrelationSettings {
    typealias Path<Value> = any WritableKeyPath<CorrelationPolicy, Value> & Sendable

    enum Field: Sendable {
        /// Seconds as a number, or a text such as `30m`.
        case duration(Path<Int64>)
        case number(Path<Double>)
        /// Between 0 and 1.
        case share(Path<Double>)
        case count(Path<Int>)
        case flag(Path<Bool>)
    }

    static let fields: [(name: String, field: Field)] = [
        ("learningTime", .duration(\.learningTime)), ("runGap", .duration(\.runGap)), ("rareBits", .number(\.rareBits)),
        ("noveltyBits", .number(\.noveltyBits)), ("noveltyShare", .share(\.noveltyShare)),
        ("siteTime", .duration(\.siteTime)),
        ("knownTime", .duration(\.knownTime)), ("memory", .duration(\.memory)), ("noHistory", .duration(\.noHistory)),
        ("sessionGap", .duration(\.sessionGap)), ("strongSessionGap", .duration(\.strongSessionGap)),
        ("quietChance", .share(\.quietChance)), ("sessionMemory", .duration(\.sessionMemory)),
        ("strongBits", .number(\.strongBits)),
        ("sequelBits", .number(\.sequelBits)), ("sequelPrice", .number(\.sequelPrice)),
        ("proximityChance", .share(\.proximityChance)), ("twinGap", .duration(\.twinGap)),
        ("siteCoincidences", .count(\.siteCoincidences)), ("siteRatio", .number(\.siteRatio)),
        ("siteShare", .share(\.siteShare)), ("crossDeviceGap", .duration(\.crossDeviceGap)),
        ("watcherGap", .duration(\.watcherGap)), ("watcherChance", .share(\.watcherChance)),
        ("watcherDetectors", .count(\.watcherDetectors)), ("entityBits", .number(\.entityBits)),
        ("entityJoinBits", .number(\.entityJoinBits)), ("entityBreadth", .number(\.entityBreadth)),
        ("entityGap", .duration(\.entityGap)),
        ("strongEntityGap", .duration(\.strongEntityGap)), ("agreeingProducts", .count(\.agreeingProducts)),
        ("bridgeLimit", .count(\.bridgeLimit)),
        ("spreadRatio", .count(\.spreadRatio)),
        ("beaconDuration", .duration(\.beaconDuration)), ("beaconBeats", .count(\.beaconBeats)),
        ("beaconVariation", .number(\.beaconVariation)), ("beaconCompanyBits", .number(\.beaconCompanyBits)),
        ("noHistoryBits", .number(\.noHistoryBits)), ("stageBits", .number(\.stageBits)),
        ("criticalityBits", .number(\.criticalityBits)), ("graveRarity", .number(\.graveRarity)),
        ("graveBits", .number(\.graveBits)),
        ("threatBits", .number(\.threatBits)), ("reliabilityPrior", .number(\.reliabilityPrior)),
        ("reliabilityCeiling", .number(\.reliabilityCeiling)), ("reliabilityFloor", .number(\.reliabilityFloor)),
        ("refutedReliability", .number(\.refutedReliability)), ("alertLimit", .count(\.alertLimit)),
        ("entityLimit", .count(\.entityLimit)), ("holdingLimit", .count(\.holdingLimit)),
        ("keepsDeviceGroupsApart", .flag(\.keepsDeviceGroupsApart)),
    ]

    /// The defaults, or another policy, with these settings instead.
    /// - Throws: `CorrelationSettingsError` for an unknown name or a value that does not fit.
    public static func policy(
        _ settings: JSONObject, over base: CorrelationPolicy = CorrelationPolicy()
    ) throws(CorrelationSettingsError) -> CorrelationPolicy {
        var policy = base
        for setting in settings.members {
            guard let field = fields.first(where: { $0.name == setting.name })?.field else {
                throw .unknownName(setting.name)
            }
            guard set(field, to: setting.value, in: &policy) else {
                throw .badValue(setting.name, value: setting.value.text, expected: field.expectation)
            }
        }
        return policy
    }

    private static func set(_ field: Field, to value: JSONValue, in policy: inout CorrelationPolicy) -> Bool {
        switch field {
        case .duration(let path):
            guard let ticks = ticks(value) else { return false }
            policy[keyPath: path] = ticks
        case .number(let path):
            guard let number = value.finite, number >= 0 else { return false }
            policy[keyPath: path] = number
        case .share(let path):
            guard let number = value.finite, (0...1).contains(number) else { return false }
            policy[keyPath: path] = number
        case .count(let path):
            guard let count = value.integer, count > 0, let count = Int(exactly: count) else { return false }
            policy[keyPath: path] = count
        case .flag(let path):
            guard let flag = value.bool else { return false }
            policy[keyPath: path] = flag
        }
        return true
    }

    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    /// Times longer than this make no sense, and their ticks might not fit.
    static let longestTime = 10 * 365 * 86400.0

    private static func ticks(_ value: JSONValue) -> Int64? {
        var seconds = value.finite
        if let text = value.string, let unit = text.last.flatMap({ units[$0] }) {
            seconds = Double(text.dropLast()).map { $0 * unit }
        }
        guard let seconds, seconds > 0, seconds <= longestTime else { return nil }
        return Int64((seconds * Double(CorrelationPolicy.second)).rounded())
    }
}

/// Why settings of correlation cannot be used.
public enum CorrelationSettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownName(String)
    case badValue(String, value: String, expected: String)

    public var description: String {
        switch self {
        case .unknownName(let name):
            "there is no setting '\(name)'; there are: \(CorrelationSettings.fields.map(\.name).joined(separator: ", "))"
        case .badValue(let name, let value, let expected): "'\(name)' cannot be \(value.prefix(80)): give \(expected)"
        }
    }
}

extension CorrelationSettings.Field {
    fileprivate var expectation: String {
        switch self {
        case .duration:
            "a time of at most ten years, as a number of seconds or as text such as \"90s\", \"30m\", \"12h\", \"30d\""
        case .number: "a number of 0 or more"
        case .share: "a number between 0 and 1"
        case .count: "a whole number of 1 or more"
        case .flag: "true or false"
        }
    }
}

extension JSONValue {
    fileprivate var finite: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number.isFinite ? number : nil
        default: nil
        }
    }
}

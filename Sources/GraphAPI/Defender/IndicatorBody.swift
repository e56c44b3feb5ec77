internal import HTTPTypes
internal import Primitives
internal import SecurityModel

/// An indicator as a client sends it, checked.
struct IndicatorBody: Sendable {
    /// Characters of a text, at most.
    static let maximumText = 4000

    static let actions = [
        "Warn", "Block", "Audit", "Alert", "AlertAndBlock", "BlockAndRemediate", "Allowed",
    ]
    static let severities = ["Informational", "Low", "Medium", "High"]
    static let names = [
        "indicatorValue", "indicatorType", "action", "title", "description", "application", "expirationTime", "severity",
        "recommendedActions", "rbacGroupNames", "rbacGroupIds", "generateAlert", "educateUrl", "category", "mitreTechniques",
        "historicalDetection", "lookBackPeriod", "additionalInfo", "externalId",
    ]

    let kind: ThreatIndicator.Kind
    let value: String
    let fields: JSONObject

    /// - Throws: `APIError` with the code that says what was wrong.
    init(_ body: JSONObject) throws(APIError) {
        let type = try IndicatorBody.word("indicatorType", in: body, of: DefenderIndicator.types.map(\.key))
        kind = DefenderIndicator.types.first { $0.key == type }?.value ?? .other
        guard let value = try body.text("indicatorValue"), !value.isEmpty else { throw IndicatorBody.missing("indicatorValue") }
        self.value = try IndicatorBody.checked(value, type: type)
        var fields = body
        fields["indicatorType"] = nil
        fields["indicatorValue"] = nil
        for name in ["title", "description"] where (try body.text(name) ?? "").isEmpty { throw IndicatorBody.missing(name) }
        fields["action"] = .string(try IndicatorBody.word("action", in: body, of: IndicatorBody.actions))
        if let severity = body["severity"], !severity.isNull {
            fields["severity"] = .string(try IndicatorBody.word("severity", in: body, of: IndicatorBody.severities))
        }
        if let text = try body.text("expirationTime"), !text.isEmpty {
            guard let time = Timestamp(text) else { throw .badRequest("'expirationTime' is no time: '\(text)'") }
            fields["expirationTime"] = .string(time.rfc3339)
        }
        _ = try body.flag("generateAlert")
        if body["rbacGroupNames"]?.isNull == false { _ = try body.texts("rbacGroupNames") }
        for member in fields.members where (member.value.string?.count ?? 0) > IndicatorBody.maximumText {
            throw .badRequest("'\(member.name)' is longer than \(IndicatorBody.maximumText) characters")
        }
        self.fields = fields
    }

    private static func word(_ name: String, in body: JSONObject, of words: [String]) throws(APIError) -> String {
        guard let text = try body.text(name), !text.isEmpty else { throw missing(name) }
        guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else {
            throw APIError(
                status: .badRequest, code: "InvalidInput",
                message: "'\(text)' is no \(name); it is one of \(words.joined(separator: ", "))")
        }
        return word
    }

    private static func missing(_ name: String) -> APIError {
        APIError(status: .badRequest, code: "MissingRequiredParameter", message: "'\(name)' is missing")
    }

    /// The value in the form in which it is kept: hashes and names in lower case, addresses canonical.
    private static func checked(_ value: String, type: String) throws(APIError) -> String {
        let lowered = value.lowercased()
        switch type {
        case "FileSha1", "CertificateThumbprint": return try hash(lowered, digits: 40)
        case "FileSha256": return try hash(lowered, digits: 64)
        case "FileMd5": return try hash(lowered, digits: 32)
        case "IpAddress":
            guard let address = IPAddress(value) else {
                throw APIError(status: .badRequest, code: "InvalidIpAddress", message: "'\(value)' is no address")
            }
            return address.description
        case "DomainName":
            let isName =
                lowered.utf8.count <= 253 && lowered.contains(".")
                && lowered.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                    (1...63).contains(label.utf8.count) && !label.contains { " /:@?#".contains($0) }
                }
            guard isName else {
                throw APIError(status: .badRequest, code: "InvalidDomainName", message: "'\(value)' is no domain name")
            }
            return lowered
        default:
            guard value.utf8.count <= 2048, value.contains("."), !value.contains(" ") else {
                throw APIError(status: .badRequest, code: "InvalidUrl", message: "'\(value)' is no address of a page")
            }
            return value
        }
    }

    private static func hash(_ text: String, digits: Int) throws(APIError) -> String {
        guard text.utf8.count == digits, bytes(hexadecimal: text) != nil else {
            throw APIError(
                status: .badRequest, code: "InvalidHashValue", message: "'\(text)' is no hash of \(digits) hexadecimal digits")
        }
        return text
    }
}

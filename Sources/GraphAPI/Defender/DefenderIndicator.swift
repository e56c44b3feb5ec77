internal import Foundation
internal import Primitives
internal import SecurityModel

/// An indicator in the words of `/api/indicators`. They are the same that Sentinel's interface keeps, as far as each asks for
/// one value; what has no counterpart there stands among the details.
struct DefenderIndicator: Sendable {
    /// The words for what a value is.
    static let types: KeyValuePairs<String, ThreatIndicator.Kind> = [
        "FileSha1": .fileSha1, "FileSha256": .fileSha256, "FileMd5": .fileMd5, "CertificateThumbprint": .certificateThumbprint,
        "IpAddress": .ipAddress, "DomainName": .domainName, "Url": .url,
    ]

    /// The properties of a row.
    static let names =
        [
            "id", "creationTimeDateTimeUtc", "createdBy", "createdByDisplayName", "lastUpdateTime", "lastUpdatedBy",
            "sourceType",
        ] + IndicatorBody.names

    private let indicator: ThreatIndicator
    private let type: String
    private let value: String

    /// `nil` for what this interface has no word for, and for what was taken back.
    init?(_ indicator: ThreatIndicator) {
        guard !indicator.isRevoked, let subject = indicator.subject,
            let type = DefenderIndicator.types.first(where: { $0.value == subject.kind })
        else {
            return nil
        }
        (self.indicator, self.type, value) = (indicator, type.key, subject.value)
    }

    var json: JSONObject {
        let authorship = indicator.authorship
        var json = JSONObject([
            .init(name: "id", value: .string(indicator.name)), .init(name: "indicatorValue", value: .string(value)),
            .init(name: "indicatorType", value: .string(type)),
            .init(name: "creationTimeDateTimeUtc", value: .string(authorship.created.rfc3339)),
            .init(name: "createdBy", value: .string(authorship.createdBy)),
            .init(name: "createdByDisplayName", value: .string(authorship.createdBy)),
            .init(name: "lastUpdateTime", value: .string(authorship.updated.rfc3339)),
            .init(name: "lastUpdatedBy", value: .string(authorship.updatedBy)), .init(name: "sourceType", value: "AadApp"),
            .init(name: "action", value: "Audit"),
        ])
        for name in ["application", "expirationTime", "severity", "recommendedActions", "educateUrl"] { json[name] = .null }
        json["rbacGroupNames"] = []
        json["generateAlert"] = false
        for name in IndicatorBody.names {
            if let value = indicator.details[name], !value.isNull { json[name] = value }
        }
        json["title"] = .string(indicator.displayName)
        json["description"] = .text(orNull: indicator.description)
        if let end = indicator.validUntil { json["expirationTime"] = .string(end.rfc3339) }
        return json
    }
}

extension ThreatIndicator {
    /// What a client asked for.
    /// - Parameters:
    ///   - old: the indicator of the same value that there is already.
    ///   - source: who says so, where there is none.
    init(_ body: IndicatorBody, over old: ThreatIndicator?, source: String) {
        var details = old?.details ?? JSONObject()
        for member in body.fields.members { details[member.name] = member.value }
        for name in ["title", "description", "expirationTime"] { details[name] = nil }
        self.init(
            name: old?.name ?? UUID().uuidString.lowercased(), displayName: body.fields["title"]?.string ?? body.value,
            description: body.fields["description"]?.string ?? "", pattern: ThreatIndicator.pattern(for: body.kind, body.value),
            patternType: body.kind.patternType(of: body.value), source: old?.source ?? source,
            confidence: old?.confidence ?? 0, tags: old?.tags ?? [], threatTypes: old?.threatTypes ?? [],
            validFrom: old?.validFrom, validUntil: body.fields["expirationTime"]?.string.flatMap { Timestamp($0) },
            details: details)
    }
}

internal import Access
internal import CaseStore
internal import Primitives
internal import SecurityModel

/// `threatIntelligence/main/indicators`.
struct IndicatorResource: RecordResource {
    static let path = "threatIntelligence/main/indicators"
    static let reading = Permission.readIndicators
    static let writing = Permission.manageIndicators
    static let isFiltered = true
    /// What the store has columns for; everything else is kept as it came.
    private static let own: Set<String> = [
        "displayName", "description", "pattern", "patternType", "source", "confidence", "threatIntelligenceTags", "threatTypes",
        "validFrom", "validUntil", "revoked", "created", "lastUpdatedTimeUtc", "externalId", "friendlyName", "additionalData",
    ]

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> ThreatIndicator {
        try indicator(named: name, body.properties)
    }

    static func indicator(named name: String, _ properties: JSONObject) throws(APIError) -> ThreatIndicator {
        let confidence = try properties.whole("confidence") ?? 0
        guard (0...100).contains(confidence) else { throw .badRequest("'properties.confidence' must be from 0 to 100") }
        let pattern = try properties.requiredText("pattern")
        return ThreatIndicator(
            name: name, displayName: try properties.text("displayName") ?? pattern,
            description: try properties.text("description") ?? "", pattern: pattern,
            patternType: try properties.requiredText("patternType"), source: try properties.requiredText("source"),
            confidence: confidence, tags: try properties.list("threatIntelligenceTags"),
            threatTypes: try properties.list("threatTypes"), validFrom: try properties.time("validFrom"),
            validUntil: try properties.time("validUntil"), isRevoked: try properties.truth("revoked") ?? false,
            details: JSONObject(properties.members.filter { !own.contains($0.name) }))
    }

    static func envelope(_ indicator: ThreatIndicator, _ reader: CaseReader, at address: ResourceAddress) -> ResourceEnvelope {
        ResourceEnvelope(
            path: "\(path)/\(indicator.name)", name: indicator.name, type: "threatIntelligence", kind: "indicator",
            version: indicator.authorship.updated, properties: properties(of: indicator))
    }

    static func properties(of indicator: ThreatIndicator) -> JSONObject {
        func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.rfc3339) } ?? .null }
        return JSONObject(
            [
                .init(name: "displayName", value: .string(indicator.displayName)),
                .init(name: "friendlyName", value: .string(indicator.displayName)),
                .init(name: "description", value: .text(orNull: indicator.description)),
                .init(name: "pattern", value: .string(indicator.pattern)),
                .init(name: "patternType", value: .string(indicator.patternType)),
                .init(name: "source", value: .string(indicator.source)),
                .init(name: "confidence", value: .integer(indicator.confidence)),
                .init(name: "threatIntelligenceTags", value: .texts(indicator.tags)),
                .init(name: "threatTypes", value: .texts(indicator.threatTypes)),
                .init(name: "validFrom", value: time(indicator.validFrom)),
                .init(name: "validUntil", value: time(indicator.validUntil)),
                .init(name: "revoked", value: .bool(indicator.isRevoked)),
                .init(name: "created", value: .string(indicator.authorship.created.rfc3339)),
                .init(name: "lastUpdatedTimeUtc", value: .string(indicator.authorship.updated.rfc3339)),
                .init(name: "externalId", value: .string("indicator--\(indicator.name)")),
            ] + indicator.details.members.filter { !own.contains($0.name) })
    }
}

/// A question to the list of indicators: each part that is there has to hold.
struct IndicatorQuery: Sendable {
    private let keywords: [String], sources: [String], patternTypes: [String], threatTypes: [String], ids: [String]
    private let confidence: ClosedRange<Int64>
    private let validUntil: ClosedRange<Timestamp>
    private let includesRevoked: Bool
    private let sorting: [(key: String, isDescending: Bool)]
    let limit: Int
    let offset: Int

    init(_ body: JSONObject) throws(APIError) {
        // msticpy sends one word as a text.
        func words(_ name: String) throws(APIError) -> [String] {
            if let word = body[name]?.string { return word.isEmpty ? [] : [word.lowercased()] }
            return try body.list(name).map { $0.lowercased() }
        }
        (keywords, sources, patternTypes) = (try words("keywords"), try words("sources"), try words("patternTypes"))
        (threatTypes, ids) = (try words("threatTypes"), try words("ids"))
        let (least, most) = (try body.whole("minConfidence") ?? 0, try body.whole("maxConfidence") ?? 100)
        let (from, to) = (try body.time("minValidUntil") ?? .distantPast, try body.time("maxValidUntil") ?? .distantFuture)
        guard least <= most, from <= to else { throw .badRequest("the least value of a range is above its greatest") }
        (confidence, validUntil) = (least...most, from...to)
        includesRevoked = try body.truth("includeDisabled") ?? false
        limit = Int(clamping: min(max(1, try body.whole("pageSize") ?? 100), Int64(ResourceQuery.largestPage)))
        offset = Int(try body.text("skipToken") ?? "0") ?? 0
        sorting = (body["sortBy"]?.array ?? []).map {
            ($0["itemKey"]?.string ?? "", $0["sortOrder"]?.string?.lowercased() == "descending")
        }
    }

    func holds(_ indicator: ThreatIndicator) -> Bool {
        let text =
            "\(indicator.displayName) \(indicator.description) \(indicator.pattern) \(indicator.tags.joined(separator: " "))"
            .lowercased()
        return (includesRevoked || !indicator.isRevoked) && confidence.contains(indicator.confidence)
            && (indicator.validUntil.map(validUntil.contains) ?? true)
            && keywords.allSatisfy(text.contains)
            && (sources.isEmpty || sources.contains(indicator.source.lowercased()))
            && (patternTypes.isEmpty || patternTypes.contains(indicator.patternType.lowercased()))
            && (threatTypes.isEmpty || indicator.threatTypes.contains { threatTypes.contains($0.lowercased()) })
            && (ids.isEmpty || ids.contains(indicator.name.lowercased()))
    }

    /// The indicators that it finds, in its order; the newest first where it names none.
    func found(among indicators: [ThreatIndicator]) -> [ThreatIndicator] {
        var found = indicators.filter(holds)
        for (key, isDescending) in sorting.reversed() {
            let keyed = found.map { ($0, IndicatorResource.properties(of: $0)[key]?.text ?? "") }
            found = keyed.enumerated().sorted { left, right in
                if left.element.1 == right.element.1 { return left.offset < right.offset }
                return (left.element.1 < right.element.1) != isDescending
            }.map(\.element.0)
        }
        return found
    }
}

internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// What is known to go with attacks, under the names of Sentinel's older table and of its newer one.
enum IndicatorTables {
    private typealias Column = RowColumn<ThreatIndicator>

    static let indicators = StoreTable<ThreatIndicator>(
        name: "ThreatIntelligenceIndicator", summary: "One row a threat indicator: an address, a domain, a URL, a hash.",
        rowColumns: common + [
            Column("Description", .string, "What is known of it.") { .string($0.description) },
            Column("Active", .bool, "It counts now.") { .bool(isActive($0)) },
            Column("ConfidenceScore", .real, "How sure its source is, 0 to 100.") { .real(Double($0.confidence)) },
            Column("ExpirationDateTime", .datetime, "From when on it counts no more.") { time($0.validUntil) },
            Column("ThreatType", .string, "What it goes with.") { .string($0.threatTypes.joined(separator: ", ")) },
            Column("NetworkIP", .string, "The address.") { subject($0, [.ipAddress]) },
            Column("DomainName", .string, "The domain.") { subject($0, [.domainName]) },
            Column("Url", .string, "The URL.") { subject($0, [.url]) },
            Column("EmailSenderAddress", .string, "The sender's address.") { subject($0, [.emailAddress]) },
            Column("FileHashValue", .string, "The hash.") { subject($0, [.fileSha256, .fileSha1, .fileMd5]) },
            Column("FileHashType", .string, "The kind of the hash.") { .string(hashTypes[$0.subject?.kind ?? .other] ?? "") },
            Column("Type", .string, "The table's name.") { _ in .string("ThreatIntelligenceIndicator") },
        ] + IndicatorDetails.columns,
        pages: { reader, _ in CasePages.records(reader) }
    ).completed()

    static let observables = StoreTable<ThreatIndicator>(
        name: "ThreatIntelIndicators", summary: "One row a threat indicator, in the form that holds a STIX pattern.",
        rowColumns: common + [
            Column("Id", .string, "The indicator's id.") { .string($0.name) },
            Column("Pattern", .string, "The condition in STIX's pattern language.") { .string($0.pattern) },
            Column("ObservableKey", .string, "What the pattern looks at.") {
                .string($0.subject == nil ? "" : String($0.pattern.dropFirst().prefix { $0 != "=" && $0 != " " }))
            },
            Column("ObservableValue", .string, "The value that the pattern asks for.") { .string($0.subject?.value ?? "") },
            Column("Confidence", .int, "How sure its source is, 0 to 100.") { .long($0.confidence) },
            Column("IsActive", .bool, "It counts now.") { .bool(isActive($0)) },
            Column("IsDeleted", .bool, "Always false.") { _ in .bool(false) },
            Column("Revoked", .bool, "It was taken back.") { .bool($0.isRevoked) },
            Column("ValidFrom", .datetime, "From when on it counts.") { time($0.validFrom) },
            Column("ValidUntil", .datetime, "From when on it counts no more.") { time($0.validUntil) },
            Column("Created", .datetime, "When it was made.") { .datetime($0.authorship.created.ticks) },
            Column("Modified", .datetime, "When it last changed.") { .datetime($0.authorship.updated.ticks) },
            Column("Data", .dynamic, "What else was said of it.") { Value(.object($0.details)) },
            Column("Type", .string, "The table's name.") { _ in .string("ThreatIntelIndicators") },
        ],
        pages: { reader, _ in CasePages.records(reader) }
    ).completed([
        ("AdditionalFields", .dynamic), ("AzureTenantId", .string), ("LastUpdateMethod", .string), ("WorkspaceId", .string),
    ])

    private static let common = [
        Column("TimeGenerated", .datetime, "When it last changed.") { .datetime($0.authorship.updated.ticks) },
        Column("Timestamp", .datetime, "The same as TimeGenerated.") { .datetime($0.authorship.updated.ticks) },
        Column("IndicatorId", .string, "The indicator's id.") { .string($0.name) },
        Column("SourceSystem", .string, "Who says so.") { .string($0.source) },
        Column("Tags", .string, "Its tags, with commas between.") { .string($0.tags.joined(separator: ", ")) },
    ]

    private static let hashTypes: [ThreatIndicator.Kind: String] = [.fileSha256: "SHA256", .fileSha1: "SHA1", .fileMd5: "MD5"]

    private static func isActive(_ indicator: ThreatIndicator) -> Bool {
        !indicator.isRevoked && indicator.validUntil.map { $0 > .now } ?? true
    }

    private static func time(_ time: Timestamp?) -> Value { time.map { .datetime($0.ticks) } ?? .null }

    private static func subject(_ indicator: ThreatIndicator, _ kinds: Set<ThreatIndicator.Kind>) -> Value {
        guard let subject = indicator.subject, kinds.contains(subject.kind) else { return .string("") }
        return .string(subject.value)
    }
}

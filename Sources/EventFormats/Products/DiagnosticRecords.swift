internal import Events

/// Records of Azure's diagnostic settings: an envelope whose names begin with a small letter, around `properties` with what the
/// service itself says. Log Analytics makes one row of both.
enum DiagnosticRecords {
    /// Members of the envelope by the column that has them where the properties do not say it.
    private static let envelope: [(column: String, member: String)] = [
        ("OperationName", "operationName"), ("OperationVersion", "operationVersion"), ("Category", "category"),
        ("ResultType", "resultType"), ("ResultSignature", "resultSignature"), ("ResultDescription", "resultDescription"),
        ("DurationMs", "durationMs"), ("CorrelationId", "correlationId"), ("Identity", "identity"), ("Level", "level"),
        ("Location", "location"), ("IPAddress", "callerIpAddress"), ("CallerIpAddress", "callerIpAddress"),
        ("CallerIPAddress", "callerIpAddress"), ("ResourceId", "resourceId"),
    ]

    /// Properties whose columns are called otherwise.
    private static let renamed: [(column: String, member: String)] = [
        ("AADOperationType", "OperationType"), ("ProcessingTimeInMs", "ProcessingTimeInMilliseconds"),
        ("RiskEventTypes_V2", "RiskEventTypes_v2"),
    ]

    private static let policies = (column: "ConditionalAccessPolicies", member: "AppliedConditionalAccessPolicies")

    /// The tenant that the record is of. Where the table has a column for Entra's, `TenantId` is that of the workspace.
    private static func tenant(_ spec: TableSpec) -> String {
        spec.place(of: "AADTenantId") != nil ? "AADTenantId" : "TenantId"
    }

    /// Every rule that a table's columns allow.
    static func rules(for spec: TableSpec) -> [Rule] {
        var rules: [Rule] = []
        for (place, column) in spec.columns.enumerated() {
            var fields = [column.name] + spec.aliases.filter { $0.place == place }.map(\.name)
            if let spelling = spelling(column.name) { fields.append(spelling) }
            fields += renamed.filter { $0.column == column.name }.map(\.member)
            fields += envelope.filter { $0.column == column.name }.map(\.member)
            if column.name == tenant(spec) { fields.append("tenantId") }
            if fields.count > 1 {
                rules.append(Rule(fields: fields, columns: [column.name], conversion: .value, agrees: true))
            }
        }
        if spec.place(of: policies.column) != nil {
            // Both columns have it where there are both.
            let isShared = spec.place(of: policies.member) != nil
            rules.append(
                Rule(fields: [policies.member], columns: [policies.column], conversion: .value, isShared: isShared))
        }
        return rules
    }

    /// How a property is spelled whose column begins with an abbreviation: `ipAddress`, with its first letter made large, for
    /// `IPAddress`.
    private static func spelling(_ column: String) -> String? {
        let capitals = column.prefix { $0.isUppercase }.count
        guard capitals > 2, capitals < column.count else { return nil }
        let end = column.index(column.startIndex, offsetBy: capitals - 1)
        return "\(column.prefix(1))\(column[..<end].dropFirst().lowercased())\(column[end...])"
    }

    /// A place is an object among the properties and a country in the envelope: the object is for `LocationDetails`.
    static func tellPlaces(_ set: inout FieldSet, _ slots: PlaceSlots) throws(EventFormatError) {
        guard let place = set.place(slots.location), set.fields[place].value.first == UInt8(ascii: "{") else { return }
        let object = set.fields[place].value
        set.rename(place, to: "LocationDetails")
        guard set.value(slots.country) == nil else { return }
        if let country = JSONFieldScanner.member("countryOrRegion", of: object, &set.arena) {
            try set.add(Bytes("location"), country)
        }
    }

    struct PlaceSlots: Sendable {
        var location: Int
        var country: Int

        init(_ names: FieldNames) {
            (location, country) = (names.slot(of: "Location") ?? -1, names.slot(of: "location") ?? -1)
        }
    }
}
